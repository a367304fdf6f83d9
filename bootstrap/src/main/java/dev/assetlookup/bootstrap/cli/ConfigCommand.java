package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assetlookup.bootstrap.config.EffectiveSetting;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.messages.Printable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "config",
    description = {
      "Prints the settings that hold, and where each of them comes from.",
      "",
      "Secrets are shown as ***, and so is every setting of a store that is not a part of this"
          + " program. Then the settings are checked as a server would check them, without"
          + " connecting to anything: exit status 2 if one is wrong, and a line that names it.",
      ""
    })
final class ConfigCommand extends Subcommand implements Runnable {
  private static final String ROW = "%-30s  %-44s  %s%n";

  @Option(names = "--json", description = "Prints JSON Lines, one setting a line.")
  private boolean json;

  @Option(
      names = "--reference",
      description = "Prints the table of all settings in Markdown instead, with their meaning.")
  private boolean reference;

  @Override
  public void run() {
    PrintWriter out = Commands.out(spec());
    if (reference) {
      out.print(SettingsLoader.reference());
      out.flush();
      return;
    }
    SettingsLoader loader = new SettingsLoader(System.getenv());
    List<EffectiveSetting> settings = loader.effective(root().config());
    if (json) {
      JsonMapper mapper = new JsonMapper();
      settings.forEach(
          setting ->
              out.println(
                  mapper
                      .createObjectNode()
                      .put("key", setting.key())
                      .put("value", setting.text())
                      .put("source", setting.source())));
    } else {
      out.printf(ROW, "SETTING", "VALUE", "FROM");
      settings.forEach(
          setting ->
              out.printf(
                  ROW,
                  setting.key(),
                  Printable.of(setting.text()),
                  Printable.of(setting.source())));
    }
    out.flush();
    loader.load(root().config());
  }
}
