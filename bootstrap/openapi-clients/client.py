"""Calls every operation with the client that openapi-generator makes for Python."""

import os
import uuid
from datetime import datetime, timedelta, timezone

import openapi_client as api
from openapi_client.exceptions import ApiException


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} instead of {expected!r}")


def failure(call):
    """The error that a call ends with."""
    try:
        call()
    except ApiException as e:
        return e.status, e.data.error
    raise AssertionError("no error")


def of_key(key):
    configuration = api.Configuration(api_key={"ApiKey": key})
    # Of parameters. The default writes an offset without a colon, which is no RFC 3339.
    configuration.datetime_format = "%Y-%m-%dT%H:%M:%S.%fZ"
    return api.ApiClient(configuration)


ids = ["cnt_" + str(uuid.uuid4()) for _ in range(2)]
client = of_key(os.environ["KEY"])
service, assets, containers = api.ServiceApi(client), api.AssetsApi(client), api.ContainersApi(client)

equal(service.whoami().organization_id, "org_clients")
equal(service.get_open_api()["info"]["title"], "asset-lookup")
changes = api.ChangesApi(client)
token = changes.list_changes().next_token

created = datetime(2026, 4, 17, 13, 10, tzinfo=timezone.utc)
media = "https://media.example.com/"
draft = api.ContainerDraft(
    project_id="python",
    status=api.ContainerStatus.PROCESSING,
    caption=None,
    created_at=created,
    assets=[
        api.AssetDraft(url=media + "b.png", width=1080, expires_at=created),
        api.AssetDraft(url=media + "a.mp4", size_bytes=2**53 + 1),
    ],
)
equal(containers.put_container_with_http_info(ids[0], draft).status_code, 201)
container = containers.get_container(ids[0])
equal([a.asset_id for a in container.assets], ["b", "a"])
equal(container.assets[1].size_bytes, 2**53 + 1)
equal(container.primary_asset.url, media + "b.png")
equal(container.created_at, created)
equal((container.caption, container.completed_at, container.last_error), (None, None, None))

asset = assets.get_asset(ids[0], "b")
equal((asset.width, asset.thumbnail_url, asset.expires_at), (1080, None, created))

empty = containers.put_container(ids[1], api.ContainerDraft(project_id="python", assets=[]))
equal((empty.primary_asset, empty.assets), (None, []))

items = assets.batch_get_assets(
    api.BatchRequest(
        assets=[
            api.AssetReference(container_id=ids[0], asset_id="a"),
            api.AssetReference(container_id=ids[0], asset_id="x"),
        ]
    )
).items
equal([i.status for i in items], ["found", "not_found"])
equal((items[0].asset.url, items[1].reason), (media + "a.mp4", "asset_not_found"))

listed = []
page = containers.list_project_containers("python", limit=1)
while page.next_cursor is not None:
    listed += [c.id for c in page.items]
    page = containers.list_project_containers("python", limit=1, cursor=page.next_cursor)
equal(listed, [ids[1], ids[0]])
listed = containers.list_containers(
    status=[api.ContainerStatus.PROCESSING, api.ContainerStatus.FAILED],
    since=created,
    until=created + timedelta(seconds=1),
).items
equal(ids[0] in [c.id for c in listed], True)

wrong = api.ContainerDraft(assets=[api.AssetDraft(url="http://media.example.com/a.png")])
status, error = failure(lambda: containers.put_container(ids[0], wrong))
equal((status, error.code, error.details.errors[0].pointer), (422, "VALIDATION", "/assets/0/url"))
status, error = failure(lambda: containers.put_container(ids[0], draft, if_match='"x"'))
equal((status, error.code), (412, "PRECONDITION_FAILED"))

containers.put_container(ids[0], api.ContainerDraft(assets=[api.AssetDraft(url=media + "c.png")]))
status, error = failure(lambda: assets.get_asset(ids[0], "b"))
equal((status, error.details.reason), (404, "superseded"))
equal(error.details.superseded_at > created, True)
equal(error.details.current_asset.asset_id, "c")

page = changes.list_changes(after=token, project="python", limit=1000, wait=30)
equal([c.type for c in page.items if c.container_id == ids[0]][0], "published")
page = changes.list_changes(after=token)
last = [c for c in page.items if c.container_id == ids[0]][-1]
equal((last.type, last.project_id), ("replaced", None))
equal((last.added.all, last.added.asset_ids), (False, ["c"]))
equal(page.has_more, False)

status, error = failure(lambda: api.ServiceApi(of_key("wrong")).whoami())
equal((status, error.code), (401, "UNAUTHENTICATED"))

audit = api.AuditApi(client)
wanted = {"action": ["container.published", "container.replaced"], "actor": "key", "container": ids[0]}
deeds = []
page = audit.list_audit_entries(**wanted, since=created, limit=1)
while True:
    deeds += [entry.action for entry in page.items]
    if page.next_cursor is None:
        break
    page = audit.list_audit_entries(**wanted, since=created, limit=1, cursor=page.next_cursor)
equal(deeds, ["container.replaced", "container.published"])

keys = api.KeysApi(client)
made = keys.create_api_key(
    api.ApiKeyRequest(name="python", scopes=["content:read"], projects=["python"])
)
key_id = made.api_key_id


def whoami(key):
    return api.ServiceApi(of_key(key.api_key)).whoami().api_key_id


equal((made.projects, made.expires_at, whoami(made)), (["python"], None, key_id))
rotated = keys.rotate_api_key(key_id, api.RotationRequest(grace="PT0S"))
equal(whoami(rotated), key_id)
status, error = failure(lambda: whoami(made))
equal((status, error.code), (401, "UNAUTHENTICATED"))
equal(keys.kill_api_key(key_id).state, "killed")
status, error = failure(lambda: whoami(rotated))
equal((status, error.code, error.details.scope), (503, "KILL_SWITCH", "key"))
equal(keys.restore_api_key(key_id).state, "active")
listed = []
page = keys.list_api_keys(limit=1)
while True:
    listed += [key.api_key_id for key in page.items]
    if page.next_cursor is None:
        break
    page = keys.list_api_keys(limit=1, cursor=page.next_cursor)
equal(key_id in listed, True)
keys.revoke_api_key(key_id)
status, error = failure(lambda: whoami(rotated))
equal((status, error.code), (401, "UNAUTHENTICATED"))
more = api.ApiKeyRequest(scopes=["content:read"], rate_limit_tier="partner")
status, error = failure(lambda: keys.create_api_key(more))
equal((status, error.details.exceeds), (403, ["rateLimitTier"]))

for id in ids:
    containers.delete_container(id)
status, error = failure(lambda: containers.get_container(ids[0]))
equal((status, error.details.reason), (404, "container_deleted"))

newer = api.Asset.from_dict({**asset.to_dict(), "newer": 1})
equal(newer.url, asset.url)
