package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.r2.bucket.ListedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one part of a list of containers.
 *
 * @param leads those of each container
 * @param count how many there are
 * @param end where the part ends, null if it is the first one and has no entry
 */
record ListEntries(List<Lead> leads, int count, @Nullable ContainerPosition end) {
  /** The entries of one container; the first of them says where it stands. */
  record Lead(ContainerPosition position, List<ListedObject> entries) {}

  /** Those among the keys of a list; {@code after} is where the part before has ended. */
  static ListEntries of(String list, List<ListedObject> keys, @Nullable ContainerPosition after) {
    Map<ContainerId, Lead> leads = new LinkedHashMap<>();
    ContainerPosition end = after;
    int count = 0;
    for (ListedObject key : keys) {
      Optional<ContainerPosition> position = IndexKeys.position(list, key.key());
      if (position.isPresent()) {
        end = position.get();
        count++;
        leads
            .computeIfAbsent(end.container(), id -> new Lead(position.get(), new ArrayList<>()))
            .entries()
            .add(key);
      }
    }
    return new ListEntries(List.copyOf(leads.values()), count, end);
  }
}
