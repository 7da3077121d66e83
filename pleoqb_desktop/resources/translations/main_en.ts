<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CasesDialog</name>
    <message numerus="yes">
        <source>Set %Ln expense(s) aside?</source>
        <translation>
            <numerusform>Set %Ln expense aside?</numerusform>
            <numerusform>Set %Ln expenses aside?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message numerus="yes">
        <source>Answer the same for the %Ln other(s)</source>
        <translation>
            <numerusform>Answer the same for %Ln other</numerusform>
            <numerusform>Answer the same for the %Ln others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionNotice</name>
    <message numerus="yes">
        <source>The sign-in to QuickBooks ends in %Ln day(s)</source>
        <translation>
            <numerusform>The sign-in to QuickBooks ends in %Ln day</numerusform>
            <numerusform>The sign-in to QuickBooks ends in %Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pleo&apos;s API key ends in %Ln day(s)</source>
        <translation>
            <numerusform>Pleo&apos;s API key ends in %Ln day</numerusform>
            <numerusform>Pleo&apos;s API key ends in %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionsPage</name>
    <message numerus="yes">
        <source>The sign-in ends in %Ln day(s): connect again before, it takes a minute.</source>
        <translation>
            <numerusform>The sign-in ends in %Ln day: connect again before, it takes a minute.</numerusform>
            <numerusform>The sign-in ends in %Ln days: connect again before, it takes a minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The sign-in is good for %Ln more day(s); every export renews it.</source>
        <translation>
            <numerusform>The sign-in is good for %Ln more day; every export renews it.</numerusform>
            <numerusform>The sign-in is good for %Ln more days; every export renews it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExpenseFacts</name>
    <message numerus="yes">
        <source>%Ln attached</source>
        <translation>
            <numerusform>%Ln attached</numerusform>
            <numerusform>%Ln attached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in Pleo</source>
        <translation>
            <numerusform>%Ln in Pleo</numerusform>
            <numerusform>%Ln in Pleo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>%Ln expense(s)</source>
        <translation>
            <numerusform>%Ln expense</numerusform>
            <numerusform>%Ln expenses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileArea</name>
    <message numerus="yes">
        <source>Take the %Ln too that Pleo may still change: not exported there yet</source>
        <translation>
            <numerusform>Take the %Ln too that Pleo may still change: not exported there yet</numerusform>
            <numerusform>Take the %Ln too that Pleo may still change: not exported there yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln already in your books</source>
        <translation>
            <numerusform>%Ln already in your books</numerusform>
            <numerusform>%Ln already in your books</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out, not final in Pleo</source>
        <translation>
            <numerusform>%Ln left out, not final in Pleo</numerusform>
            <numerusform>%Ln left out, not final in Pleo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FirstExport</name>
    <message numerus="yes">
        <source>%Ln expense(s), {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Pleo then shows them as exported. If something is not as you want it, History takes the whole export back.</source>
        <translation>
            <numerusform>%Ln expense, {sums}, becomes an entry in QuickBooks, with VAT, tags and receipt. Pleo then shows it as exported. If something is not as you want it, History takes the whole export back.</numerusform>
            <numerusform>%Ln expenses, {sums}, become entries in QuickBooks, with VAT, tags and receipts. Pleo then shows them as exported. If something is not as you want it, History takes the whole export back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) of the file, {sums}, become(s) (an) entry(ies) in QuickBooks, with VAT, tags and receipts. Nothing is written into Pleo. If something is not as you want it, History takes the whole export back.</source>
        <translation>
            <numerusform>%Ln expense of the file, {sums}, becomes an entry in QuickBooks, with VAT, tags and receipt. Nothing is written into Pleo. If something is not as you want it, History takes the whole export back.</numerusform>
            <numerusform>%Ln expenses of the file, {sums}, become entries in QuickBooks, with VAT, tags and receipts. Nothing is written into Pleo. If something is not as you want it, History takes the whole export back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other expense(s) stand(s) in an export that was asked for in Pleo, and go(es) with it.</source>
        <translation>
            <numerusform>%Ln other expense stands in an export that was asked for in Pleo, and goes with it.</numerusform>
            <numerusform>%Ln other expenses stand in an export that was asked for in Pleo, and go with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message numerus="yes">
        <source>%Ln export(s) so far</source>
        <translation>
            <numerusform>%Ln export so far</numerusform>
            <numerusform>%Ln exports so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListsTab</name>
    <message numerus="yes">
        <source>%Ln categorie(s) saved</source>
        <translation>
            <numerusform>%Ln category saved</numerusform>
            <numerusform>%Ln categories saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MonthBars</name>
    <message numerus="yes">
        <source>%Ln expense(s)</source>
        <translation>
            <numerusform>%Ln expense</numerusform>
            <numerusform>%Ln expenses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MonthWords</name>
    <message numerus="yes">
        <source>%Ln expense(s) left out: this computer did not export it (them).</source>
        <translation>
            <numerusform>%Ln expense left out: this computer did not export it.</numerusform>
            <numerusform>%Ln expenses left out: this computer did not export them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the receipt(s) of these expense(s) is (are) still missing in Pleo:</source>
        <translation>
            <numerusform>the receipt of this expense is still missing in Pleo:</numerusform>
            <numerusform>the receipts of these expenses are still missing in Pleo:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsArea</name>
    <message numerus="yes">
        <source>Now put the expense(s) up for export again in Pleo, so that Pleo knows.</source>
        <translation>
            <numerusform>Now put the expense up for export again in Pleo, so that Pleo knows.</numerusform>
            <numerusform>Now put the expenses up for export again in Pleo, so that Pleo knows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsPanel</name>
    <message numerus="yes">
        <source>Needs you: %Ln expense(s)</source>
        <translation>
            <numerusform>Needs you: %Ln expense</numerusform>
            <numerusform>Needs you: %Ln expenses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in your books, to check</source>
        <translation>
            <numerusform>%Ln in your books, to check</numerusform>
            <numerusform>%Ln in your books, to check</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entry(ies) made</source>
        <translation>
            <numerusform>%Ln entry made</numerusform>
            <numerusform>%Ln entries made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s) to attach</source>
        <translation>
            <numerusform>%Ln receipt to attach</numerusform>
            <numerusform>%Ln receipts to attach</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{first} and %Ln more</source>
        <translation>
            <numerusform>{first} and %Ln more</numerusform>
            <numerusform>{first} and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An undo took the entry(ies) back. Export again in Pleo what shall be in the books.</source>
        <translation>
            <numerusform>An undo took the entry back. If the expense shall be in your books, export it again in Pleo.</numerusform>
            <numerusform>An undo took the entries back. Export those again in Pleo that shall be in your books.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pleo ended the export before the turn of this (these). Export again in Pleo.</source>
        <translation>
            <numerusform>Pleo ended the export before its turn came. Export it again in Pleo.</numerusform>
            <numerusform>Pleo ended the export before their turn came. Export them again in Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your answer is kept. It takes effect as soon as you export this (these) again in Pleo.</source>
        <translation>
            <numerusform>Your answer is kept. It takes effect as soon as you export the expense again in Pleo.</numerusform>
            <numerusform>Your answers are kept. They take effect as soon as you export the expenses again in Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Then put this (these) up for export again in Pleo, or nothing is sent.</source>
        <translation>
            <numerusform>Then put it up for export again in Pleo, or it is not sent.</numerusform>
            <numerusform>Then put them up for export again in Pleo, or they are not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureTable</name>
    <message numerus="yes">
        <source>and %Ln more line(s)</source>
        <translation>
            <numerusform>and %Ln more line</numerusform>
            <numerusform>and %Ln more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgramPage</name>
    <message numerus="yes">
        <source>%Ln byte(s), SHA-256 {hash}</source>
        <translation>
            <numerusform>%Ln byte, SHA-256 {hash}</numerusform>
            <numerusform>%Ln bytes, SHA-256 {hash}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconcileTab</name>
    <message numerus="yes">
        <source>Under Expenses, %Ln expense(s) need(s) you.</source>
        <translation>
            <numerusform>Under Expenses, %Ln expense needs you.</numerusform>
            <numerusform>Under Expenses, %Ln expenses need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s) between Pleo and QuickBooks</source>
        <translation>
            <numerusform>%Ln difference between Pleo and QuickBooks</numerusform>
            <numerusform>%Ln differences between Pleo and QuickBooks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultNotice</name>
    <message numerus="yes">
        <source>Copy the %Ln number(s)</source>
        <translation>
            <numerusform>Copy the number</numerusform>
            <numerusform>Copy the %Ln numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exported</source>
        <translation>
            <numerusform>%Ln exported</numerusform>
            <numerusform>%Ln exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln in QuickBooks already</source>
        <translation>
            <numerusform>%Ln in QuickBooks already</numerusform>
            <numerusform>%Ln in QuickBooks already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not in your books yet</source>
        <translation>
            <numerusform>%Ln not in your books yet</numerusform>
            <numerusform>%Ln not in your books yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message numerus="yes">
        <source>Take this export o&amp;ut of QuickBooks (%Ln entry(ies))…</source>
        <translation>
            <numerusform>Take this export o&amp;ut of QuickBooks (%Ln entry)…</numerusform>
            <numerusform>Take this export o&amp;ut of QuickBooks (%Ln entries)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entrie(s) and the receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still shows the expenses as exported; exporting them again there brings them back.</source>
        <translation>
            <numerusform>%Ln entry and its receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still shows the expense as exported; exporting it again there brings it back.</numerusform>
            <numerusform>%Ln entries and their receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still shows the expenses as exported; exporting them again there brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entrie(s) removed from QuickBooks</source>
        <translation>
            <numerusform>%Ln entry removed from QuickBooks</numerusform>
            <numerusform>%Ln entries removed from QuickBooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipt(s) removed</source>
        <translation>
            <numerusform>%Ln receipt removed</numerusform>
            <numerusform>%Ln receipts removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message numerus="yes">
        <source>%Ln exported</source>
        <translation>
            <numerusform>%Ln exported</numerusform>
            <numerusform>%Ln exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to sort out</source>
        <translation>
            <numerusform>%Ln to sort out</numerusform>
            <numerusform>%Ln to sort out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpendTable</name>
    <message numerus="yes">
        <source>In the list: %Ln expense(s)</source>
        <translation>
            <numerusform>In the list: %Ln expense</numerusform>
            <numerusform>In the list: %Ln expenses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncHeader</name>
    <message numerus="yes">
        <source>Export these %Ln</source>
        <translation>
            <numerusform>Export this one</numerusform>
            <numerusform>Export these %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export all %Ln</source>
        <translation>
            <numerusform>Export all %Ln</numerusform>
            <numerusform>Export all %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln</source>
        <translation>
            <numerusform>Export %Ln</numerusform>
            <numerusform>Export %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) wait(s)</source>
        <translation>
            <numerusform>%Ln expense waits</numerusform>
            <numerusform>%Ln expenses wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expense(s) need(s) you</source>
        <translation>
            <numerusform>%Ln expense needs you</numerusform>
            <numerusform>%Ln expenses need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answer the %Ln question(s) below</source>
        <translation>
            <numerusform>Answer the question below</numerusform>
            <numerusform>Answer the %Ln questions below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncReportNotice</name>
    <message numerus="yes">
        <source>%Ln change(s) in Pleo</source>
        <translation>
            <numerusform>%Ln change in Pleo</numerusform>
            <numerusform>%Ln changes in Pleo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln brought back</source>
        <translation>
            <numerusform>%Ln brought back</numerusform>
            <numerusform>%Ln brought back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln archived</source>
        <translation>
            <numerusform>%Ln archived</numerusform>
            <numerusform>%Ln archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln unchanged</numerusform>
            <numerusform>%Ln unchanged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused by Pleo</source>
        <translation>
            <numerusform>%Ln refused by Pleo</numerusform>
            <numerusform>%Ln refused by Pleo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagsSettingsPage</name>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
</TS>
