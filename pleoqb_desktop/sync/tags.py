"""QuickBooks' classes, projects and locations as tag groups and tags in Pleo; groups of others are left alone (TAG)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pleoqb_desktop.domain.books import Books, Dimension, DimensionValue, fold
from pleoqb_desktop.domain.rules.lines import GROUP_CODES
from pleoqb_desktop.domain.rules.naming import cut
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.reference import Kind, PleoTag, PleoTagGroup, SpendReference
from pleoqb_desktop.sync.report import NAME_LENGTH, Change, SyncReport


class TagSync:
    """Tag groups and tags of one sync. `group_names` are the names of new groups, in the owner's language.

    `on_progress` hears how many tags are looked at, of how many.
    """

    def __init__(
        self,
        reference: SpendReference,
        report: SyncReport,
        cancel: CancelToken,
        group_names: Mapping[Dimension, str],
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._reference = reference
        self._report = report
        self._cancel = cancel
        self._group_names = group_names
        self._on_progress = on_progress
        self._done = self._total = 0

    def write_all(self, books: Books, selected: Sequence[Dimension]) -> None:
        """Groups first, then their tags (TAG-03); only groups of ours are ever archived (TAG-09, TAG-14)."""
        standing: dict[str, list[PleoTagGroup]] = defaultdict(list)
        for group in self._reference.tag_groups():
            standing[fold(group.code)].append(group)
        groups: dict[Dimension, PleoTagGroup] = {}
        for dimension, code in GROUP_CODES.items():
            there = sorted(standing.get(code, ()), key=lambda one: (one.archived, one.id))
            if dimension in selected:
                chosen = self._selected_group(dimension, code, there)
                if chosen:
                    groups[dimension] = chosen
            for position, group in enumerate(there):
                if not group.archived and (dimension not in selected or position > 0):
                    self._write_group(replace(group, archived=True), Change.ARCHIVED)
        tags = self._reference.tags([group.id for group in groups.values()])
        active = (value for dimension in groups for value in books.dimension(dimension).values() if value.active)
        self._done, self._total = 0, sum(1 for _ in active)
        for dimension, group in groups.items():
            values = books.dimension(dimension)
            self._group_tags(group, values, [tag for tag in tags if tag.group_id == group.id])

    def _selected_group(self, dimension: Dimension, code: str, there: Sequence[PleoTagGroup]) -> PleoTagGroup | None:
        if not there:
            new = PleoTagGroup("", code, self._group_names[dimension], archived=False, metadata={})
            return self._write_group(new, Change.CREATED)
        if there[0].archived:
            return self._write_group(replace(there[0], archived=False), Change.UNARCHIVED)
        self._report.note(Kind.TAG_GROUPS, Change.UNCHANGED, there[0].name)
        return there[0]

    def _write_group(self, group: PleoTagGroup, change: Change) -> PleoTagGroup | None:
        try:
            written = self._reference.write_tag_group(group)
        except SpendRefusal as refusal:
            self._report.refused(Kind.TAG_GROUPS, group.name, refusal.message or str(refusal.status))
            return None
        self._report.note(Kind.TAG_GROUPS, change, group.name)
        return written

    def _group_tags(self, group: PleoTagGroup, values: Mapping[str, DimensionValue], tags: Sequence[PleoTag]) -> None:
        by_code: dict[str, list[PleoTag]] = defaultdict(list)
        for tag in tags:
            by_code[fold(tag.code)].append(tag)
        surplus: list[PleoTag] = []
        active = {fold(value.id): value for value in values.values() if value.active}
        for code, value in active.items():
            self._cancel.check()
            name = cut(value.full_name, NAME_LENGTH)
            there = sorted(by_code.get(code, ()), key=lambda tag: (tag.name != name, tag.archived, tag.id))
            if there:
                # One of several with this code is kept, by name if one matches, the rest archived (TAG-17).
                self._keep_tag(there[0], name)
                surplus.extend(tag for tag in there[1:] if not tag.archived)
            else:
                new = PleoTag("", group.id, value.id, name, archived=False)
                self._report.attempt(Kind.TAGS, Change.CREATED, self._reference.create_tag, new, name)
            self._done += 1
            self._on_progress(self._done, self._total)
        surplus.extend(tag for tag in tags if fold(tag.code) not in active and not tag.archived)
        self._archive_tags(surplus)

    def _keep_tag(self, there: PleoTag, name: str) -> None:
        if there.name == name and not there.archived:
            self._report.note(Kind.TAGS, Change.UNCHANGED, name)
            return
        change = Change.UNARCHIVED if there.archived else Change.UPDATED
        target = replace(there, name=name, archived=False)
        self._report.attempt(Kind.TAGS, change, self._reference.update_tag, target, name)

    def _archive_tags(self, tags: Sequence[PleoTag]) -> None:
        if not tags:
            return
        try:
            self._reference.archive_tags([tag.id for tag in tags], archived=True)
        except SpendRefusal as refusal:
            self._report.refused(Kind.TAGS, tags[0].name, refusal.message or str(refusal.status))
            return
        for tag in tags:
            self._report.note(Kind.TAGS, Change.ARCHIVED, tag.name)
