// Calls every operation with the client that openapi-generator makes for Go.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"time"

	api "asset-lookup/client"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func equal(actual, expected interface{}) {
	if !reflect.DeepEqual(actual, expected) {
		panic(fmt.Sprintf("%v instead of %v", actual, expected))
	}
}

// The error that a call ends with.
func failure(err error) api.ErrorInfo {
	failed, ok := err.(*api.GenericOpenAPIError)
	if !ok {
		panic(fmt.Sprintf("no error of the API: %v", err))
	}
	return failed.Model().(api.ApiError).Error
}

func newId() string {
	bytes := make([]byte, 16)
	_, err := rand.Read(bytes)
	check(err)
	return fmt.Sprintf("%x-%x-%x-%x-%x", bytes[:4], bytes[4:6], bytes[6:8], bytes[8:10], bytes[10:])
}

func withKey(key string) context.Context {
	keys := map[string]api.APIKey{"ApiKey": {Key: key}}
	return context.WithValue(context.Background(), api.ContextAPIKeys, keys)
}

func whoami(client *api.APIClient, key *api.ApiKeyInfo) (string, error) {
	me, _, err := client.ServiceAPI.Whoami(withKey(key.GetApiKey())).Execute()
	if err != nil {
		return "", err
	}
	return me.ApiKeyId, nil
}

func manageKeys(client *api.APIClient, ctx context.Context) {
	keys := client.KeysAPI
	wanted := *api.NewApiKeyRequest([]string{"content:read"})
	wanted.SetName("go")
	wanted.SetProjects([]string{"go"})
	created, _, err := keys.CreateApiKey(ctx).ApiKeyRequest(wanted).Execute()
	check(err)
	id := created.ApiKeyId
	equal(created.Projects, []string{"go"})
	equal(created.ExpiresAt == nil, true)
	who, err := whoami(client, created)
	check(err)
	equal(who, id)
	rotation := *api.NewRotationRequest()
	rotation.SetGrace("PT0S")
	rotated, _, err := keys.RotateApiKey(ctx, id).RotationRequest(rotation).Execute()
	check(err)
	who, err = whoami(client, rotated)
	check(err)
	equal(who, id)
	_, err = whoami(client, created)
	equal(failure(err).Code, "UNAUTHENTICATED")
	killed, _, err := keys.KillApiKey(ctx, id).Execute()
	check(err)
	equal(killed.State, "killed")
	_, err = whoami(client, rotated)
	failed := failure(err)
	equal(failed.Details.GetScope(), "key")
	restored, _, err := keys.RestoreApiKey(ctx, id).Execute()
	check(err)
	equal(restored.State, "active")

	listed := map[string]bool{}
	page, _, err := keys.ListApiKeys(ctx).Limit(1).Execute()
	check(err)
	for {
		for _, key := range page.Items {
			listed[key.ApiKeyId] = true
		}
		if page.NextCursor.Get() == nil {
			break
		}
		page, _, err = keys.ListApiKeys(ctx).Limit(1).Cursor(*page.NextCursor.Get()).Execute()
		check(err)
	}
	equal(listed[id], true)

	_, err = keys.RevokeApiKey(ctx, id).Execute()
	check(err)
	_, err = whoami(client, rotated)
	equal(failure(err).Code, "UNAUTHENTICATED")
	wanted.SetRateLimitTier("partner")
	_, _, err = keys.CreateApiKey(ctx).ApiKeyRequest(wanted).Execute()
	failed = failure(err)
	equal(failed.Details.Exceeds, []string{"rateLimitTier"})
}

func main() {
	client := api.NewAPIClient(api.NewConfiguration())
	ctx := withKey(os.Getenv("KEY"))
	containers, assets, service := client.ContainersAPI, client.AssetsAPI, client.ServiceAPI
	first, second := "cnt_"+newId(), "cnt_"+newId()

	me, _, err := service.Whoami(ctx).Execute()
	check(err)
	equal(me.OrganizationId, "org_clients")
	document, _, err := service.GetOpenApi(ctx).Execute()
	check(err)
	equal(document["info"].(map[string]interface{})["title"], "asset-lookup")
	start, _, err := client.ChangesAPI.ListChanges(ctx).Execute()
	check(err)

	created := time.Date(2026, 4, 17, 13, 10, 0, 0, time.UTC)
	media := "https://media.example.com/"
	picture := api.NewAssetDraft(media + "b.png")
	picture.SetWidth(1080)
	picture.SetExpiresAt(created)
	video := api.NewAssetDraft(media + "a.mp4")
	video.SetSizeBytes(1<<53 + 1)
	draft := api.NewContainerDraft([]api.AssetDraft{*picture, *video})
	draft.SetProjectId("go")
	draft.SetStatus(api.PROCESSING)
	draft.SetCaptionNil()
	draft.SetCreatedAt(created)
	_, response, err := containers.PutContainer(ctx, first).ContainerDraft(*draft).Execute()
	check(err)
	equal(response.StatusCode, 201)
	container, _, err := containers.GetContainer(ctx, first).Execute()
	check(err)
	equal([]string{container.Assets[0].AssetId, container.Assets[1].AssetId}, []string{"b", "a"})
	equal(container.Assets[1].GetSizeBytes(), int64(1<<53+1))
	equal(container.PrimaryAsset.Get().Url, media+"b.png")
	equal(container.CreatedAt, created)
	equal(container.Caption.Get() == nil && container.CompletedAt.Get() == nil, true)

	asset, _, err := assets.GetAsset(ctx, first, "b").Execute()
	check(err)
	equal(asset.GetWidth(), int32(1080))
	equal(asset.ThumbnailUrl.Get() == nil, true)
	equal(asset.GetExpiresAt(), created)

	empty := api.NewContainerDraft([]api.AssetDraft{})
	empty.SetProjectId("go")
	container, _, err = containers.PutContainer(ctx, second).ContainerDraft(*empty).Execute()
	check(err)
	equal(container.PrimaryAsset.Get() == nil && len(container.Assets) == 0, true)

	batch, _, err := assets.BatchGetAssets(ctx).BatchRequest(*api.NewBatchRequest([]api.AssetReference{
		*api.NewAssetReference(first, "a"), *api.NewAssetReference(first, "x")})).Execute()
	check(err)
	equal([]string{batch.Items[0].Status, batch.Items[1].Status}, []string{"found", "not_found"})
	equal(batch.Items[0].Asset.Url, media+"a.mp4")
	equal(batch.Items[1].GetReason(), "asset_not_found")

	var listed []string
	page, _, err := containers.ListProjectContainers(ctx, "go").Limit(1).Execute()
	check(err)
	for page.NextCursor.Get() != nil {
		listed = append(listed, page.Items[0].Id)
		cursor := *page.NextCursor.Get()
		page, _, err = containers.ListProjectContainers(ctx, "go").Limit(1).Cursor(cursor).Execute()
		check(err)
	}
	equal(listed, []string{second, first})
	page, _, err = containers.ListContainers(ctx).
		Status([]api.ContainerStatus{api.PROCESSING, api.FAILED}).
		Since(created).Until(created.Add(time.Second)).Execute()
	check(err)
	equal(page.Items[0].CreatedAt, created)

	wrong := *api.NewContainerDraft([]api.AssetDraft{*api.NewAssetDraft("http://media.example.com/a.png")})
	_, response, err = containers.PutContainer(ctx, first).ContainerDraft(wrong).Execute()
	equal(response.StatusCode, 422)
	failed := failure(err)
	equal(failed.Code, "VALIDATION")
	equal(failed.Details.Errors[0].GetPointer(), "/assets/0/url")
	_, _, err = containers.PutContainer(ctx, first).ContainerDraft(*draft).IfMatch("\"x\"").Execute()
	equal(failure(err).Code, "PRECONDITION_FAILED")

	replacement := api.NewContainerDraft([]api.AssetDraft{*api.NewAssetDraft(media + "c.png")})
	_, _, err = containers.PutContainer(ctx, first).ContainerDraft(*replacement).Execute()
	check(err)
	_, _, err = assets.GetAsset(ctx, first, "b").Execute()
	failed = failure(err)
	equal(failed.Details.GetReason(), "superseded")
	equal(failed.Details.GetSupersededAt().After(created), true)
	equal(failed.Details.CurrentAsset.Get().AssetId, "c")

	changes, _, err := client.ChangesAPI.ListChanges(ctx).After(start.NextToken).Wait(30).Execute()
	check(err)
	var done []api.Change
	for _, change := range changes.Items {
		if change.ContainerId == first {
			done = append(done, change)
		}
	}
	last := done[len(done)-1]
	equal([]string{done[0].Type, last.Type}, []string{"published", "replaced"})
	equal(last.ProjectId.Get() == nil, true)
	equal(last.Added.AssetIds, []string{"c"})
	equal(changes.HasMore, false)

	_, _, err = service.Whoami(withKey("wrong")).Execute()
	equal(failure(err).Code, "UNAUTHENTICATED")

	var deeds []string
	audit := client.AuditAPI.ListAuditEntries(ctx).Actor("key").Container(first).Since(created).
		Action([]string{"container.published", "container.replaced"}).Limit(1)
	entries, _, err := audit.Execute()
	check(err)
	for {
		for _, entry := range entries.Items {
			deeds = append(deeds, entry.Action)
		}
		if entries.NextCursor.Get() == nil {
			break
		}
		entries, _, err = audit.Cursor(*entries.NextCursor.Get()).Execute()
		check(err)
	}
	equal(deeds, []string{"container.replaced", "container.published"})
	manageKeys(client, ctx)

	for _, id := range []string{first, second} {
		_, err = containers.DeleteContainer(ctx, id).Execute()
		check(err)
	}
	_, _, err = containers.GetContainer(ctx, first).Execute()
	equal(failure(err).Details.GetReason(), "container_deleted")

	var newer api.Asset
	fields, err := asset.ToMap()
	check(err)
	fields["newer"] = 1
	text, err := json.Marshal(fields)
	check(err)
	check(json.Unmarshal(text, &newer))
	equal(newer.Url, asset.Url)
}
