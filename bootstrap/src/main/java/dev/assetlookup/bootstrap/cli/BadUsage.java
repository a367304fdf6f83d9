package dev.assetlookup.bootstrap.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what is wrong with a command line, and how the command is used. */
final class BadUsage implements IParameterExceptionHandler {
  private static final String END_OF_OPTIONS = "--";

  @Override
  public int handleParseException(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(problem.getMessage()));
    if (problem instanceof MissingParameterException) {
      takenForOption(command, List.of(args))
          .ifPresent(
              word ->
                  err.println(
                      "\""
                          + word
                          + "\" was taken for an option; what begins with a dash and is none goes"
                          + " to the end, behind --, as in: "
                          + command.getCommandSpec().qualifiedName()
                          + " ... -- "
                          + word));
    }
    if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
      command.usage(err, command.getColorScheme());
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** A word that begins with a dash, and is neither an option nor the value of one. */
  private static Optional<String> takenForOption(CommandLine command, List<String> words) {
    boolean isValue = false;
    for (String word : words) {
      if (word.equals(END_OF_OPTIONS)) {
        return Optional.empty();
      }
      OptionSpec option = command.getCommandSpec().findOption(word.split("=", 2)[0]);
      if (!isValue && option == null && word.length() > 1 && word.startsWith("-")) {
        return Optional.of(word);
      }
      isValue = option != null && option.arity().min() > 0 && !word.contains("=");
    }
    return Optional.empty();
  }
}
