package dev.assetlookup.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command below the root, with what picocli has set by the time that it runs. */
abstract class Subcommand {
  @ParentCommand private @Nullable RootCommand root;
  @Spec private @Nullable CommandSpec spec;

  final RootCommand root() {
    return Commands.parent(root);
  }

  final Console console() {
    return root().console();
  }

  final CommandSpec spec() {
    return Commands.parent(spec);
  }
}
