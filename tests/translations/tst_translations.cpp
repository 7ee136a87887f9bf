// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    QStringList translations;
    bool numerus = false;
    bool unfinished = false;

    QString key() const { return context + u'\n' + source + u'\n' + comment; }
};

QList<Message> readMessages(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == "TS"_L1 || xml.name() == "context"_L1)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            Message message;
            message.context = context;
            message.numerus = xml.attributes().value("numerus"_L1) == "yes"_L1;
            while (xml.readNextStartElement()) {
                if (xml.name() == "source"_L1) {
                    message.source = xml.readElementText();
                } else if (xml.name() == "comment"_L1) {
                    message.comment = xml.readElementText();
                } else if (xml.name() == "translation"_L1) {
                    message.unfinished = xml.attributes().hasAttribute("type"_L1);
                    if (message.numerus) {
                        while (xml.readNextStartElement())
                            message.translations.append(xml.readElementText());
                    } else {
                        message.translations.append(xml.readElementText());
                    }
                } else {
                    xml.skipCurrentElement();
                }
            }
            messages.append(message);
        }
    }
    return messages;
}

/// The placeholders of a text, sorted: %1, %L2, %n; not percent escapes such as %40 that it speaks of.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(?:L?[1-9](?![0-9A-Fa-f])|n)"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    found.sort();
    return found;
}

bool hasMnemonic(const QString &text)
{
    static const QRegularExpression pattern(u"(?<!&)&[^&\\s]"_s);
    return pattern.match(text).hasMatch();
}

/// What is wrong with one translated message; empty: nothing.
QString fault(const Message &message)
{
    if (message.unfinished)
        return u"is not finished"_s;
    if (message.translations.isEmpty())
        return u"has no translation"_s;
    if (message.numerus && message.translations.size() != 2)
        return u"needs two plural forms"_s;
    for (const QString &translation : message.translations) {
        if (translation.trimmed().isEmpty())
            return u"is empty"_s;
        QStringList wanted = placeholders(message.source);
        QStringList found = placeholders(translation);
        if (message.numerus) {
            wanted.removeAll(u"%n"_s);
            found.removeAll(u"%n"_s);
        }
        if (wanted != found)
            return u"has other placeholders"_s;
        if (hasMnemonic(message.source) != hasMnemonic(translation))
            return u"has lost or gained a mnemonic"_s;
        if (message.source.endsWith(u'\n') != translation.endsWith(u'\n'))
            return u"ends in another way"_s;
    }
    return {};
}

} // namespace

class tst_Translations : public QObject
{
    Q_OBJECT

private slots:
    void checkerSeesFaults_data();
    void checkerSeesFaults();
    void everyEntryIsWhole_data();
    void everyEntryIsWhole();
    void everyTextIsGathered_data();
    void everyTextIsGathered();
};

void tst_Translations::checkerSeesFaults_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("translation");
    QTest::addColumn<bool>("good");
    QTest::newRow("same placeholders") << u"Port %1 of %2"_s << u"Port %1 von %2"_s << true;
    QTest::newRow("other order") << u"%1 of %2"_s << u"von %2 der %1"_s << true;
    QTest::newRow("lost placeholder") << u"Port %1"_s << u"Port"_s << false;
    QTest::newRow("other placeholder") << u"Port %1"_s << u"Port %2"_s << false;
    QTest::newRow("escapes are no placeholders") << u"Write %40"_s << u"Statt @"_s << true;
    QTest::newRow("empty") << u"Save"_s << u" "_s << false;
    QTest::newRow("lost mnemonic") << u"&Save"_s << u"Speichern"_s << false;
    QTest::newRow("kept mnemonic") << u"&Save"_s << u"&Speichern"_s << true;
}

void tst_Translations::checkerSeesFaults()
{
    QFETCH(QString, source);
    QFETCH(QString, translation);
    QFETCH(bool, good);
    Message message;
    message.source = source;
    message.translations = {translation};
    QCOMPARE(fault(message).isEmpty(), good);
    message.unfinished = true;
    QVERIFY(!fault(message).isEmpty());
}

void tst_Translations::everyEntryIsWhole_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::newRow("German") << u"" PT_SOURCE_DIR "/translations/proxy-triage_de.ts"_s;
    QTest::newRow("English plurals") << u"" PT_SOURCE_DIR "/translations/proxy-triage_en.ts"_s;
}

void tst_Translations::everyEntryIsWhole()
{
    QFETCH(QString, fileName);
    const QList<Message> messages = readMessages(fileName);
    QVERIFY(!messages.isEmpty());
    QStringList faults;
    for (const Message &message : messages) {
        const QString what = fault(message);
        if (!what.isEmpty())
            faults.append(message.context + u": \""_s + message.source + u"\" "_s + what);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_Translations::everyTextIsGathered_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("pluralOnly");
    QTest::newRow("German") << u"proxy-triage_de.ts"_s << false;
    QTest::newRow("English plurals") << u"proxy-triage_en.ts"_s << true;
}

/// The sources are searched again: a text that is new or changed since the file was written is named.
void tst_Translations::everyTextIsGathered()
{
    QFETCH(QString, name);
    QFETCH(bool, pluralOnly);
    const QString original = u"" PT_SOURCE_DIR "/translations/"_s + name;
    QTemporaryDir folder;
    const QString copy = folder.filePath(name);
    QVERIFY(QFile::copy(original, copy));
    QStringList arguments{u"-silent"_s, u"-no-obsolete"_s, u"-locations"_s, u"none"_s,
                          u"-I"_s, u"" PT_SOURCE_DIR "/app"_s, u"-I"_s, u"" PT_SOURCE_DIR ""_s};
    if (pluralOnly)
        arguments.append(u"-pluralonly"_s);
    arguments += {u"@" PT_SOURCES_LIST ""_s, u"-ts"_s, copy};
    QProcess lupdate;
    lupdate.start(u"" PT_LUPDATE ""_s, arguments);
    QVERIFY2(lupdate.waitForStarted(), "lupdate cannot be started: install qt6-l10n-tools");
    QVERIFY(lupdate.waitForFinished(120'000));
    QCOMPARE(lupdate.exitCode(), 0);

    QMap<QString, int> before;
    for (const Message &message : readMessages(original))
        ++before[message.key()];
    QStringList missing;
    for (const Message &message : readMessages(copy)) {
        if (before.value(message.key()) == 0)
            missing.append(message.context + u": \""_s + message.source + u'"');
    }
    QVERIFY2(missing.isEmpty(), qPrintable(u"Run the target update_translations and translate:\n"_s
                                           + missing.join(u'\n')));
}

QTEST_GUILESS_MAIN(tst_Translations)

#include "tst_translations.moc"
