package dev.assetlookup.r2.manifest;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out the rules of a contract that race threads against each other. */
final class WithoutRaces implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getTags().contains("race")
        ? ConditionEvaluationResult.disabled("a race")
        : ConditionEvaluationResult.enabled("not a race");
  }
}
