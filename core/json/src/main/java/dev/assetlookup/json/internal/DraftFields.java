package dev.assetlookup.json.internal;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a container document says apart from its ids. A part is null where a problem was noted.
 *
 * @param createdAt when it came into being, null also if that is left open
 * @param details what is recorded beside the assets
 * @param assets by their numbers in the document, but for those where a problem was noted
 */
public record DraftFields(
    @Nullable Instant createdAt,
    @Nullable ContainerDetails details,
    SortedMap<Integer, AssetDraft> assets) {
  // The details stand among them.
  private static final Set<String> CONTAINER_FIELDS = Set.of("createdAt", "assets");
  private static final Set<String> ASSET_FIELDS =
      DescriptorFields.namesWith("assetId", "url", "kind");

  private static final MediaUrl SOME_URL = new MediaUrl("https://media.example.com/a");

  /**
   * Reads what is there, and notes every problem.
   *
   * @param fields of the document
   * @param ids the names of the fields that the caller reads
   * @return what could be read
   */
  public static DraftFields read(JsonFields fields, Set<String> ids) {
    Set<String> known = new HashSet<>(CONTAINER_FIELDS);
    known.addAll(RecordTree.DETAILS);
    known.addAll(ids);
    fields.refuseUnknown(known);
    Instant createdAt = fields.instant("createdAt");
    ContainerStatus status =
        fields.optional("status", text -> constant(ContainerStatus.class, text));
    ApprovalStatus approvalStatus =
        fields.optional("approvalStatus", text -> constant(ApprovalStatus.class, text));
    String projectId =
        fields.text("projectId", text -> details(text, null, null, null, null, null));
    String format = fields.text("format", text -> details(null, text, null, null, null, null));
    String creativeType =
        fields.text("creativeType", text -> details(null, null, text, null, null, null));
    String caption = fields.text("caption", text -> details(null, null, null, text, null, null));
    String firstComment =
        fields.text("firstComment", text -> details(null, null, null, null, text, null));
    Instant completedAt = fields.instant("completedAt");
    String lastError =
        fields.text("lastError", text -> details(null, null, null, null, null, text));
    ContainerDetails details =
        new ContainerDetails(
            projectId,
            status == null ? ContainerStatus.COMPLETED : status,
            format,
            creativeType,
            caption,
            firstComment,
            approvalStatus == null ? ApprovalStatus.NOT_REQUIRED : approvalStatus,
            completedAt,
            lastError);
    return new DraftFields(createdAt, details, assets(fields));
  }

  private static SortedMap<Integer, AssetDraft> assets(JsonFields fields) {
    SortedMap<Integer, AssetDraft> assets = new TreeMap<>();
    fields
        .objects("assets", Container.MAX_ASSETS)
        .forEach(
            (number, asset) -> {
              AssetDraft draft = asset(asset);
              if (draft != null) {
                assets.put(number, draft);
              }
            });
    return assets;
  }

  /** Tries one text alone, so that a problem has its own name. */
  private static void details(
      @Nullable String projectId,
      @Nullable String format,
      @Nullable String creativeType,
      @Nullable String caption,
      @Nullable String firstComment,
      @Nullable String lastError) {
    var unused =
        new ContainerDetails(
            projectId,
            ContainerStatus.COMPLETED,
            format,
            creativeType,
            caption,
            firstComment,
            ApprovalStatus.NOT_REQUIRED,
            null,
            lastError);
  }

  /**
   * The draft, if no problem was noted.
   *
   * @param container whose it is
   * @return the draft
   */
  public ContainerDraft complete(ContainerId container) {
    return new ContainerDraft(
        container, createdAt, Objects.requireNonNull(details), List.copyOf(assets.values()));
  }

  private static @Nullable AssetDraft asset(JsonFields fields) {
    fields.refuseUnknown(ASSET_FIELDS);
    AssetId id = fields.optional("assetId", AssetId::new);
    MediaUrl url = fields.required("url", DraftFields::url);
    AssetDescriptor.Builder descriptor =
        AssetDescriptor.at(url == null ? SOME_URL : url).kind(fields.optional("kind", Kind::new));
    DescriptorFields.read(fields, descriptor);
    return url == null ? null : new AssetDraft(id, descriptor.build());
  }

  private static MediaUrl url(String text) {
    MediaUrl url = new MediaUrl(text);
    var unused = AssetDescriptor.at(url).build();
    return url;
  }

  /**
   * The constant that goes by a name on the wire, which is its own in lower case.
   *
   * @param <E> its type
   * @param type its type
   * @param text the name
   * @return the constant
   * @throws IllegalArgumentException if there is none; the message names all
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String text) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException("is not one of " + String.join(", ", names));
  }
}
