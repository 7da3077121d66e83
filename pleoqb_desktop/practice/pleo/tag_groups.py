"""Pleo's tag groups and tags (pleo.md 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import (
    bad_request,
    conflict,
    data_answer,
    empty_answer,
    json_answer,
    not_found,
    stamp,
)
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, new_id, rows_of, shown
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import FLAG, TEXT, TEXT_MAP, UUID, list_of, record

GROUP_CREATE = record(archived=FLAG.needed, code=TEXT.needed, name=TEXT.needed, metadata=TEXT_MAP)
GROUP_UPDATE = record(archived=FLAG.needed, code=TEXT.needed, name=TEXT.needed, metadata=TEXT_MAP.needed)
TAG_WRITE = record(archived=FLAG.needed, code=TEXT.needed, name=TEXT, otherDimensionValues=list_of(TEXT))
SEARCH = record(archived=FLAG, includeArchived=FLAG, tagGroupIds=list_of(UUID), tagIds=list_of(UUID), textSearch=TEXT)
_IDS = list_of(UUID, 1, 100).needed
BULK_ARCHIVE = record(archived=FLAG.needed, companyId=UUID.needed, tagIds=_IDS)
BULK_DELETE = record(companyId=UUID.needed, tagIds=_IDS)


def make_group(company: PleoCompany, words: JsonMap, at: str) -> JsonMap:
    """Keep a new group."""
    return company.add(
        "tag_groups",
        {
            "id": new_id(),
            "companyId": company.id,
            "code": words["code"],
            "name": words["name"],
            "archived": words["archived"],
            "metadata": words.get("metadata") or {},
            "createdAt": at,
            "updatedAt": at,
        },
    )


def make_tag(company: PleoCompany, group_id: str, words: JsonMap, at: str) -> JsonMap:
    """Keep a new tag."""
    row = {"id": new_id(), "groupId": group_id, "code": words["code"], "archived": words["archived"]}
    if words.get("name") is not None:
        row["name"] = words["name"]
    return company.add("tags", row | {"createdAt": at, "updatedAt": at})


def _refuse_taken(rows: Iterable[JsonMap], code: str, own_id: str | None = None) -> None:
    """Refuse a code that another row has, whatever its case (TAG-12, TAG-16)."""
    if not code:
        raise bad_request("code must not be empty")
    if any(row["code"].casefold() == code.casefold() and row["id"] != own_id for row in rows):
        raise conflict(f"the code {code} is already used")


def list_groups(call: Call) -> Response:
    """All groups in one answer, only active ones unless include_archived (UNVERIFIED for groups)."""
    call.check_company_or_organization()
    archived_too, counted = call.flag("include_archived"), call.flag("include_tags_count")
    shown_groups = []
    for group in call.company.tag_groups.values():
        if group["archived"] and not archived_too:
            continue
        row = shown(group)
        if counted:
            row["totalTagsCount"] = len(call.company.tags_of_group.get(group["id"], {}))
        shown_groups.append(row)
    return data_answer(shown_groups)


def create_group(call: Call) -> Response:
    """A new group; its status of success is not published."""
    call.check_company(required=True)
    _refuse_taken(call.company.tag_groups.values(), call.body["code"])
    return data_answer(shown(make_group(call.company, call.body, stamp(call.now))))


def _group(call: Call) -> JsonMap:
    group = call.company.tag_groups.get(call.ids["groupId"])
    if group is None:
        raise not_found("tag group")
    return group


def read_group(call: Call) -> Response:
    """One group."""
    return data_answer(shown(_group(call)))


def update_group(call: Call) -> Response:
    """Replace code, name, archived and metadata."""
    group = _group(call)
    _refuse_taken(call.company.tag_groups.values(), call.body["code"], group["id"])
    group |= call.body | {"updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return data_answer(shown(group))


def delete_group(call: Call) -> Response:
    """Remove a group and its tags."""
    group = _group(call)
    for tag_id in list(call.company.tags_of_group.get(group["id"], {})):
        call.company.remove("tags", tag_id)
    call.company.remove("tag_groups", group["id"])
    return empty_answer(204)


def group_usage(call: Call) -> Response:
    """How many expenses use each tag of the group."""
    group = _group(call)
    counts: Counter[str] = Counter()
    for entry in call.company.entries.values():
        pairs = {tuple(tag) for line in entry["lines"] for tag in line["tags"] or ()}
        found = (call.company.tag_for(hint, name) for hint, name in pairs)
        counts.update(tag["id"] for tag in found if tag is not None and tag["groupId"] == group["id"])
    return data_answer({"usages": [{"id": tag_id, "count": count} for tag_id, count in counts.items()]})


def list_tags(call: Call) -> Response:
    """Pages of the tags of one group."""
    group = _group(call)
    archived_too = call.flag("include_archived")
    tags = call.company.tags_of_group.get(group["id"], {}).values()
    rows = [tag for tag in tags if archived_too or not tag["archived"]]
    return json_answer(page(rows_of(rows), call.page, shown))


def create_tag(call: Call) -> Response:
    """201; 400 when the group is full; 409 when the code is taken in the group (scope UNVERIFIED)."""
    group = _group(call)
    tags = call.company.tags_of_group.get(group["id"], {})
    _refuse_taken(tags.values(), call.body["code"])
    _refuse_full(call.company, group["id"], call.body["archived"])
    return data_answer(shown(make_tag(call.company, group["id"], call.body, stamp(call.now))), 201)


def _refuse_full(company: PleoCompany, group_id: str, archived: bool) -> None:  # noqa: FBT001 - a member of the request
    tags = company.tags_of_group.get(group_id, {})
    limit = company.data["tag_limit"]
    if not archived and len(tags) >= limit and sum(not tag["archived"] for tag in tags.values()) >= limit:
        raise bad_request("The tag group already holds the maximum number of active tags")


def _tag(call: Call) -> JsonMap:
    tag = call.company.tags.get(call.ids["tagId"])
    if tag is None:
        raise not_found("tag")
    return tag


def read_tag(call: Call) -> Response:
    """One tag."""
    return data_answer(shown(_tag(call)))


def update_tag(call: Call) -> Response:
    """Replace code, name and archived; 409 when the new code is taken."""
    tag = _tag(call)
    if call.body["code"] != tag["code"]:
        _refuse_taken(call.company.tags_of_group[tag["groupId"]].values(), call.body["code"], tag["id"])
    if tag["archived"]:
        _refuse_full(call.company, tag["groupId"], call.body["archived"])
    tag |= {name: call.body[name] for name in ("archived", "code", "name") if name in call.body}
    tag["updatedAt"] = stamp(call.now)
    call.company.forget_lookups()
    return data_answer(shown(tag))


def delete_tag(call: Call) -> Response:
    """Remove one tag; the status of success is not published."""
    call.company.remove("tags", _tag(call)["id"])
    return empty_answer(204)


def _bulk(call: Call) -> list[JsonMap]:
    call.own_company(call.body["companyId"])
    tags = [call.company.tags.get(tag_id.lower()) for tag_id in call.body["tagIds"]]
    found = [tag for tag in tags if tag is not None]
    if len(found) < len(tags):
        raise not_found("tag")
    return found


def archive_tags(call: Call) -> Response:
    """Archive or unarchive up to 100 tags."""
    tags = _bulk(call)
    for tag in tags:
        tag |= {"archived": call.body["archived"], "updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return data_answer([shown(tag) for tag in tags])


def delete_tags(call: Call) -> Response:
    """Remove up to 100 tags."""
    for tag in _bulk(call):
        call.company.remove("tags", tag["id"])
    return empty_answer(204)


def search_tags(call: Call) -> Response:
    """Pages of tags; ``archived`` overrides ``includeArchived``; only active ones by default."""
    call.check_company_or_organization()
    words = call.body
    archived = {words["archived"]} if "archived" in words else {False, words.get("includeArchived", False)}
    sought = words.get("textSearch", "").casefold()
    rows = [
        tag
        for tag in call.company.tags.values()
        if tag["archived"] in archived
        and ("tagGroupIds" not in words or tag["groupId"] in words["tagGroupIds"])
        and ("tagIds" not in words or tag["id"] in words["tagIds"])
        and sought in tag.get("name", "").casefold()
    ]
    return json_answer(page(rows_of(rows), call.page, shown))


_EITHER = frozenset({"company_id", "organization_id"})
_READ, _WRITE = "tag-groups:read", "tag-groups:write"
ROUTES = (
    Route("GET", "/v0/tag-groups", list_groups, _READ, query=_EITHER | {"include_archived", "include_tags_count"}),
    Route("POST", "/v0/tag-groups", create_group, _WRITE, GROUP_CREATE, frozenset({"company_id"})),
    Route("GET", "/v0/tag-groups/<id:groupId>", read_group, _READ),
    Route("PUT", "/v0/tag-groups/<id:groupId>", update_group, _WRITE, GROUP_UPDATE),
    Route("DELETE", "/v0/tag-groups/<id:groupId>", delete_group, _WRITE),
    Route("GET", "/v0/tag-groups/<id:groupId>/usage", group_usage, _READ),
    Route(
        "GET",
        "/v0/tag-groups/<id:groupId>/tags",
        list_tags,
        _READ,
        query=frozenset({"include_archived"}),
        paging=PageRules("tags-of-group"),
    ),
    Route("POST", "/v0/tag-groups/<id:groupId>/tags", create_tag, _WRITE, TAG_WRITE),
    Route("POST", "/v0/tags:search", search_tags, _READ, SEARCH, _EITHER, PageRules("tags")),
    Route("POST", "/v0/tags/archive", archive_tags, _WRITE, BULK_ARCHIVE),
    Route("DELETE", "/v0/tags", delete_tags, _WRITE, BULK_DELETE),
    Route("GET", "/v0/tags/<id:tagId>", read_tag, _READ),
    Route("PUT", "/v0/tags/<id:tagId>", update_tag, _WRITE, TAG_WRITE),
    Route("DELETE", "/v0/tags/<id:tagId>", delete_tag, _WRITE),
)
