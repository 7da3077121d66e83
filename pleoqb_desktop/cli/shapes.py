"""The JSON of the command line, member for member as design.md 7 lists it; scripts depend on every name here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pleoqb_desktop.cli.output import escaped
from pleoqb_desktop.domain.books import Account, Company
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.spend_file import FileReport, Question, TemplateColumn, row_of
from pleoqb_desktop.export.answers import Answered
from pleoqb_desktop.export.missing import totals
from pleoqb_desktop.export.outcome import ItemOutcome, RunOutcome
from pleoqb_desktop.moving_in import MovedIn
from pleoqb_desktop.ports.questions import NotInBooks
from pleoqb_desktop.ports.runs import Difference, ItemRecord, ItemStatus, RunSummary
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.reconcile import Reconciliation
from pleoqb_desktop.schedule import Plan
from pleoqb_desktop.setup.choices import CHOICES
from pleoqb_desktop.status import StatusView, chosen_accounts
from pleoqb_desktop.sync.import_files import WrittenFile
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.texts import Texts
from pleoqb_desktop.undo import UndoOutcome

Json = dict[str, Any]
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_COUNTED = (ItemStatus.EXPORTED, ItemStatus.ALREADY_THERE, ItemStatus.FAILED, ItemStatus.HELD)


def encode(body: Mapping[str, Any]) -> str:
    """One line of JSON; amounts as exact numbers, control characters as escapes."""
    return escaped(_ENCODER.encode(body).decode())


def problem_json(problem: Problem, texts: Texts) -> Json:
    """A problem with its sentence and remedy."""
    return {
        "code": problem.code.value,
        "message": texts.sentence(problem),
        "remedy": texts.remedy(problem),
        "parameters": dict(problem.params),
    }


def with_problem(body: Json, problem: Problem | None, texts: Texts) -> Json:
    """The same object, and what ended the command early; the member is there only then."""
    return body | {"problem": problem_json(problem, texts)} if problem else body


def export_json(outcome: RunOutcome, items: Sequence[Json], problem: Problem | None, texts: Texts) -> Json:
    """`export --json`, also of a dry run; `problem` is what ended it early."""
    counts = {status.value: outcome.count(status) for status in _COUNTED}
    if outcome.dry_run:
        counts[ItemStatus.EXPORTED.value] = outcome.count(ItemStatus.WAITING)
    requests = outcome.requests
    body = {
        "run": outcome.run_id,
        "jobs": list(outcome.jobs),
        "dry_run": outcome.dry_run,
        "counts": counts,
        "items": list(items),
        "requests": {
            "pleo": requests.pleo,
            "quickbooks": requests.quickbooks,
            "quickbooks_metered": requests.quickbooks_metered,
            "seconds": requests.seconds,
        },
    }
    return with_problem(body, problem, texts)


def bare_item_json(item: ItemOutcome) -> Json:
    """One item without a word in any language: what stands in the run store. A row without an id has its number instead."""
    record = item.record
    row = row_of(record.accounting_entry_id)
    body: Json = {
        "accounting_entry_id": None if row else record.accounting_entry_id or None,
        "type": record.type,
        "status": record.status.value,
        "entry": record.kind.value if record.kind else "none",
        "external_id": record.external_id,
        "external_url": item.external_url,
        "receipts": {"expected": record.receipts_expected, "attached": record.receipts_attached},
        "problems": [
            {"code": one.code.value, "message": "", "remedy": "", "parameters": dict(one.params)}
            for one in record.problems
        ],
        "changed_since": record.changed_since.isoformat() if record.changed_since else None,
        "differences": _differences_json(record.differences),
    }
    return body | {"row": row} if row else body


def item_json(item: ItemOutcome, texts: Texts, *, dry_run: bool = False) -> Json:
    """One item. In a dry run an item that would be exported has that status, and its payload."""
    status = item.foreseen if dry_run else item.record.status
    would_be_exported = dry_run and status is ItemStatus.WAITING
    body = bare_item_json(item) | {
        "status": ItemStatus.EXPORTED.value if would_be_exported else status.value,
        "problems": [problem_json(problem, texts) for problem in item.record.problems],
    }
    if dry_run and item.payloads:
        body["payload"] = item.payloads[0]
        if len(item.payloads) > 1:
            body["further_payloads"] = list(item.payloads[1:])
    return body


def columns_json(report: FileReport, texts: Texts) -> Json:
    """`columns --json`."""
    return {
        "understood": report.understood,
        "kind": report.kind.value,
        "delimiter": report.delimiter or None,
        "dates": report.dates.value if report.dates else None,
        "decimal": report.decimal.value if report.decimal else None,
        "spend": report.spend.value if report.spend else None,
        "columns": [{"heading": one.heading, "meaning": one.text} for one in report.columns],
        "rows": report.rows,
        "expenses": report.expenses,
        "held": [
            {"row": one.row, "problems": [problem_json(problem, texts) for problem in one.problems]}
            for one in report.held
        ],
        "questions": questions_json(report.questions),
    }


def questions_json(questions: Sequence[Question]) -> list[Json]:
    """What a file leaves open."""
    return [{"about": one.text, "choices": list(one.choices), "rows": list(one.rows)} for one in questions]


def template_json(columns: Sequence[TemplateColumn]) -> Json:
    """`template --json`."""
    found = [{"heading": one.heading, "data_point": one.data_point, "format": one.format} for one in columns]
    return {"columns": found}


def import_files_json(files: Sequence[WrittenFile]) -> Json:
    """`sync --to --json`: the files for Pleo's own import."""
    return {"files": [{"kind": one.kind.value, "path": str(one.path), "rows": one.rows} for one in files]}


def empty_export(*, dry_run: bool) -> Json:
    """What an export that could not begin did: nothing."""
    return {
        "run": None,
        "jobs": [],
        "dry_run": dry_run,
        "counts": {status.value: 0 for status in _COUNTED},
        "items": [],
        "requests": {"pleo": 0, "quickbooks": 0, "quickbooks_metered": 0, "seconds": 0},
    }


def schedule_json(plan: Plan) -> Json:
    """`schedule --json`: moments in this computer's time zone; `at` as the options have it."""
    return {
        "kind": plan.schedule.kind if plan.schedule else "off",
        "at": plan.schedule.words if plan.schedule else None,
        "next": plan.next.isoformat() if plan.next else None,
        "last": plan.last.at.isoformat(timespec="seconds") if plan.last else None,
    }


def status_json(profile: str, view: StatusView, days_left: int | None, plan: Plan) -> Json:
    """`status --json`."""
    settings = view.settings
    company = view.books.company if view.books else None
    return {
        "profile": profile,
        "pleo": {
            "connected": view.pleo_connected,
            "door": settings.door.value if settings.door else Door.KEY.value if view.pleo_connected else None,
            "company_id": settings.pleo_company_id,
            "company_name": settings.pleo_company_name,
        },
        "quickbooks": {
            "connected": view.quickbooks_connected,
            "realm_id": settings.realm_id,
            "company_name": company.name if company else settings.company_name,
            "country": company.country if company else settings.country,
            "home_currency": company.home_currency if company else settings.home_currency,
            "token_days_left": days_left,
        },
        "setup": {"complete": not view.missing, "missing": list(view.missing)},
        "accounts": accounts_json(chosen_accounts(settings, view.books)),
        "waiting": {
            "jobs": view.waiting.jobs if view.waiting else 0,
            "items": view.waiting.items if view.waiting else 0,
        },
        "not_in_books": {
            "items": len(view.not_in_books),
            "totals": [{"currency": one.currency, "amount": one.amount} for one in totals(view.not_in_books)],
        },
        "schedule": {"next": plan.next.isoformat() if plan.next else None},
    }


def empty_status(profile: str) -> Json:
    """What can be said when nothing could be asked."""
    return {
        "profile": profile,
        "pleo": {"connected": False, "door": None, "company_id": None, "company_name": None},
        "quickbooks": {
            "connected": False,
            "realm_id": None,
            "company_name": None,
            "country": None,
            "home_currency": None,
            "token_days_left": None,
        },
        "setup": {"complete": False, "missing": []},
        "accounts": {},
        "waiting": {"jobs": 0, "items": 0},
        "not_in_books": {"items": 0, "totals": []},
        "schedule": {"next": None},
    }


def accounts_json(chosen: Mapping[Role, tuple[str, Account | None]]) -> Json:
    """The chosen accounts by role; number and name are null when QuickBooks could not be asked."""
    return {
        role.value: {
            "id": id_,
            "number": account.number if account else None,
            "name": account.name if account else None,
        }
        for role, (id_, account) in chosen.items()
    }


def choices_json(settings: Settings, company: Company) -> Json:
    """What is chosen beside the accounts, as it holds for this company."""
    return {one.json: one.in_words(settings, company) for one in CHOICES if one.json}


def sync_json(report: SyncReport, texts: Texts) -> Json:
    """What a sync did, by kind."""
    return {
        **{
            kind.value: {change.value: count for change, count in counts.items()}
            for kind, counts in report.counts.items()
        },
        "problems": [problem_json(problem, texts) for problem in report.problems],
    }


def run_json(summary: RunSummary) -> Json:
    """One run of the history."""
    run = summary.run
    return {
        "run": run.id,
        "state": run.state.value,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "jobs": list(run.jobs),
        "counts": {status.value: summary.counts.get(status, 0) for status in _COUNTED},
    }


def record_json(record: ItemRecord, url: str | None, texts: Texts) -> Json:
    """One item of a run in the history."""
    amount = record.amount
    return item_json(ItemOutcome(record, url), texts) | {
        "job": record.job_id,
        "date": record.day.isoformat() if record.day else None,
        "supplier": record.supplier,
        "amount": amount.amount if amount else None,
        "currency": amount.currency if amount else None,
        "reported": record.reported,
    }


def not_in_books_json(missing: Sequence[NotInBooks], texts: Texts) -> Json:
    """`not-in-books --json`."""
    return {
        "items": [
            {
                "accounting_entry_id": one.record.accounting_entry_id,
                "date": one.record.day.isoformat() if one.record.day else None,
                "supplier": one.record.supplier,
                "amount": one.record.amount.amount if one.record.amount else None,
                "currency": one.record.amount.currency if one.record.amount else None,
                "cause": one.cause,
                "since": one.since.isoformat(),
                "run": one.run_id,
                "problems": [problem_json(problem, texts) for problem in one.record.problems],
            }
            for one in missing
        ],
        "totals": [{"currency": one.currency, "items": one.items, "amount": one.amount} for one in totals(missing)],
    }


def answer_json(answered: Answered, left: str | None) -> Json:
    """`answer --json`; `left`: what is left to do in Pleo, in words."""
    return {
        "accounting_entry_id": answered.accounting_entry_id,
        "answer": answered.answer.value,
        "done": answered.done,
        "external_id": answered.external_id,
        "next": left,
    }


def moved_in_json(found: MovedIn) -> Json:
    """`move-in --json`."""
    return {
        "sure": len(found.sure),
        "doubtful": len(found.doubtful),
        "alone": {"pleo": len(found.alone_in_pleo), "quickbooks": len(found.alone_in_books)},
        "adopted": found.adopted,
        "pairs": [
            {
                "accounting_entry_id": one.expense.id,
                "external_id": one.entry.id,
                "score": one.score,
                "signs": [sign.value for sign in one.signs],
            }
            for one in found.pairs
        ],
    }


def undo_json(outcome: UndoOutcome, texts: Texts) -> Json:
    """The report of an undo."""
    return {
        "run": outcome.run_id,
        "complete": outcome.complete,
        "entries_removed": outcome.entries_removed,
        "attachments_removed": outcome.attachments_removed,
        "vendors_inactive": list(outcome.vendors_inactive),
        "vendors_left": list(outcome.vendors_left),
        "items": [
            {
                "accounting_entry_id": one.record.accounting_entry_id,
                "removed": one.removed,
                "problems": [problem_json(one.problem, texts)] if one.problem else [],
            }
            for one in outcome.items
        ],
    }


def reconcile_json(found: Reconciliation) -> Json:
    """The comparison of a period."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "agrees": found.agrees,
        "counts": {verdict.value: count for verdict, count in found.counts.items()},
        "balances": [
            {"currency": one.currency, "since": one.since.isoformat(), "pleo": one.pleo, "quickbooks": one.quickbooks}
            for one in found.balances
        ],
        "entries": [
            {
                "verdict": row.verdict.value,
                "accounting_entry_id": row.accounting_entry_id,
                "supplier": row.supplier,
                "currency": row.currency,
                "pleo": {"date": row.pleo_day.isoformat() if row.pleo_day else None, "amount": row.pleo_amount},
                "quickbooks": {
                    "date": row.books_day.isoformat() if row.books_day else None,
                    "amount": row.books_amount,
                    "entry": row.kind.value if row.kind else "none",
                    "external_id": row.external_id,
                    "external_url": row.external_url,
                },
                "external_ids": list(row.external_ids),
                "differences": _differences_json(row.differences),
            }
            for row in found.entries
        ],
    }


def _differences_json(differences: Iterable[Difference]) -> list[Json]:
    return [{"member": one.member, "pleo": one.pleo, "quickbooks": one.quickbooks} for one in differences]
