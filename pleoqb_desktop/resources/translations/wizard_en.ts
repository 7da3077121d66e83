<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccountsWords</name>
    <message numerus="yes">
        <source>Will be made in QuickBooks, for {company}: {accounts}. Then Pleo is told.</source>
        <translation>
            <numerusform>Will be made in QuickBooks, for {company}: {accounts}. Then Pleo is told.</numerusform>
            <numerusform>Will be made in QuickBooks, for {company}: {accounts}. Then Pleo is told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Will be made in QuickBooks, for {company}: {accounts}.</source>
        <translation>
            <numerusform>Will be made in QuickBooks, for {company}: {accounts}.</numerusform>
            <numerusform>Will be made in QuickBooks, for {company}: {accounts}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoriesPage</name>
    <message numerus="yes">
        <source>%n categories saved in {file}</source>
        <translation>
            <numerusform>%n category saved in {file}</numerusform>
            <numerusform>%n categories saved in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) sent to Pleo</source>
        <translation>
            <numerusform>%n account sent to Pleo</numerusform>
            <numerusform>%n accounts sent to Pleo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message numerus="yes">
        <source>%n account(s) will be sent to Pleo; nothing changes in QuickBooks. For your team to see these names, save the file, then import it in Pleo.</source>
        <translation>
            <numerusform>%n account will be sent to Pleo; nothing changes in QuickBooks. For your team to see these names, save the file, then import it in Pleo.</numerusform>
            <numerusform>%n accounts will be sent to Pleo; nothing changes in QuickBooks. For your team to see these names, save the file, then import it in Pleo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n VAT rate(s) will be sent to Pleo; nothing changes in QuickBooks.</source>
        <translation>
            <numerusform>%n VAT rate will be sent to Pleo; nothing changes in QuickBooks.</numerusform>
            <numerusform>%n VAT rates will be sent to Pleo; nothing changes in QuickBooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s) will be sent to Pleo; nothing changes in QuickBooks.</source>
        <translation>
            <numerusform>%n tag will be sent to Pleo; nothing changes in QuickBooks.</numerusform>
            <numerusform>%n tags will be sent to Pleo; nothing changes in QuickBooks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renamed</source>
        <translation>
            <numerusform>%n renamed</numerusform>
            <numerusform>%n renamed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n brought back</source>
        <translation>
            <numerusform>%n brought back</numerusform>
            <numerusform>%n brought back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archived</numerusform>
            <numerusform>%n archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n same</source>
        <translation>
            <numerusform>%n same</numerusform>
            <numerusform>%n same</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseAccountPage</name>
    <message numerus="yes">
        <source>%n account(s) in QuickBooks to choose from</source>
        <translation>
            <numerusform>%n account in QuickBooks to choose from</numerusform>
            <numerusform>%n accounts in QuickBooks to choose from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileWay</name>
    <message numerus="yes">
        <source>{file}: %n expense(s) understood</source>
        <translation>
            <numerusform>{file}: %n expense understood</numerusform>
            <numerusform>{file}: %n expenses understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies) without an account: you say once which it is, when QuickBooks is connected.</source>
        <translation>
            <numerusform>%n category without an account: you say once which it is, when QuickBooks is connected.</numerusform>
            <numerusform>%n categories without an account: you say once which they are, when QuickBooks is connected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MetBefore</name>
    <message numerus="yes">
        <source>%Ln entry(ies) on your Pleo account was (were) made before this program.</source>
        <translation>
            <numerusform>%Ln entry on your Pleo account was made before this program.</numerusform>
            <numerusform>%Ln entries on your Pleo account were made before this program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair it (them) with Pleo…</source>
        <translation>
            <numerusform>Pair it with Pleo…</numerusform>
            <numerusform>Pair them with Pleo…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveInDialog</name>
    <message numerus="yes">
        <source>Keep these %Ln pair(s)</source>
        <translation>
            <numerusform>Keep this pair</numerusform>
            <numerusform>Keep these %Ln pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep the %Ln sure pair(s)</source>
        <translation>
            <numerusform>Keep the sure pair</numerusform>
            <numerusform>Keep the %Ln sure pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) kept</source>
        <translation>
            <numerusform>%Ln pair kept</numerusform>
            <numerusform>%Ln pairs kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rate(s)</source>
        <translation>
            <numerusform>%n rate</numerusform>
            <numerusform>%n rates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older expense(s) stay(s) out</source>
        <translation>
            <numerusform>%n older expense stays out</numerusform>
            <numerusform>%n older expenses stay out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n expense(s) have a category</source>
        <translation>
            <numerusform>The expense has a category</numerusform>
            <numerusform>All %n expenses have a category</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything is joined. %n expense(s) wait.</source>
        <translation>
            <numerusform>Everything is joined. %n expense waits.</numerusform>
            <numerusform>Everything is joined. %n expenses wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Everything is joined. %n expense(s) ({sums}) wait.</source>
        <translation>
            <numerusform>Everything is joined. %n expense ({sums}) waits.</numerusform>
            <numerusform>Everything is joined. %n expenses ({sums}) wait.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VatPage</name>
    <message numerus="yes">
        <source>%n VAT rate(s) sent to Pleo</source>
        <translation>
            <numerusform>%n VAT rate sent to Pleo</numerusform>
            <numerusform>%n VAT rates sent to Pleo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rate(s) switched on in QuickBooks</source>
        <translation>
            <numerusform>%n rate switched on in QuickBooks</numerusform>
            <numerusform>%n rates switched on in QuickBooks</numerusform>
        </translation>
    </message>
</context>
</TS>
