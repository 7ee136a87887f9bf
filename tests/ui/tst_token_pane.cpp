// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Masking.h"
#include "protocol/TokenReading.h"
#include "ui/ExchangePane.h"

#include <QAccessible>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using pt::Case;
using pt::Exchange;
using pt::ExchangePane;

namespace {

const QByteArray spnego = "oRQwEqADCgEBoQsGCSqGSIb3EgECAg==";

Exchange made(int id, const QByteArray &request, const QByteArray &answer)
{
    Exchange exchange;
    exchange.id = id;
    exchange.request = {pt::maskedHead(request), {}, 0, true, true};
    exchange.response = {answer, {}, 0, true, true};
    exchange.decoded
        = pt::readHeadTokens(request, exchange.request.head) + pt::readHeadTokens(answer, answer);
    return exchange;
}

QByteArray asked(const QByteArray &credentials = {})
{
    return "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n"
        + (credentials.isEmpty() ? credentials : "Proxy-Authorization: " + credentials + "\r\n")
        + "\r\n";
}

QByteArray answered(const QByteArray &challenge)
{
    return "HTTP/1.1 407 No\r\nProxy-Authenticate: " + challenge + "\r\n\r\n";
}

/// Basic credentials and a challenge of Digest; a token of SPNEGO; nothing at all.
Case someCase()
{
    Case value;
    value.exchanges
        = {made(1, asked("Basic " + QByteArray("dev:made-up-word").toBase64()),
                answered("Digest realm=\"the <b>realm</b>\x1b[31m\", nonce=\"n\", qop=\"auth\"")),
           made(2, asked(), answered("Negotiate " + spnego)),
           made(3, asked(), "HTTP/1.1 200 OK\r\n\r\n")};
    return value;
}

class Pane
{
public:
    explicit Pane(const Case &value)
    {
        pane.resize(900, 600);
        pane.setCase(value);
        pane.show();
        tree = pane.findChild<QTreeWidget *>(u"tokens"_s);
        bytes = pane.findChild<QPlainTextEdit *>(u"tokenBytes"_s);
        meaning = pane.findChild<QLabel *>(u"byteMeaning"_s);
    }

    QTreeWidgetItem *item(const QString &name) const
    {
        const QList<QTreeWidgetItem *> found
            = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.first();
    }

    /// What is marked with the colour of a selection.
    QString marked() const
    {
        for (const QTextEdit::ExtraSelection &one : pane.text()->extraSelections()) {
            if (one.format.background().color() == pane.palette().color(QPalette::Highlight))
                return one.cursor.selectedText();
        }
        return {};
    }

    void moveCursorTo(const QByteArray &text, int behind = 0) const
    {
        const qsizetype at = pane.text()->toPlainText().indexOf(QString::fromUtf8(text));
        QVERIFY(at >= 0);
        QTextCursor cursor = pane.text()->textCursor();
        cursor.setPosition(int(at) + behind);
        pane.text()->setTextCursor(cursor);
    }

    void showExchange(int id)
    {
        pt::Finding finding;
        pt::Evidence evidence;
        evidence.exchange = id;
        evidence.source = pt::EvidenceSource::ResponseHead;
        finding.evidence = {evidence};
        pane.showProof(finding, 0);
    }

    ExchangePane pane;
    QTreeWidget *tree = nullptr;
    QPlainTextEdit *bytes = nullptr;
    QLabel *meaning = nullptr;
};

} // namespace

class TestTokenPane : public QObject
{
    Q_OBJECT

private slots:
    void tokensAndFields()
    {
        const Pane pane(someCase());
        QVERIFY(pane.tree->isVisible());
        QCOMPARE(pane.tree->topLevelItemCount(), 2);
        QTreeWidgetItem *user = pane.item(u"User name"_s);
        QVERIFY(user && user->text(1) == u"dev"_s);
        QVERIFY(!user->text(2).isEmpty());
        QVERIFY(pane.item(u"Password"_s)->text(1).contains(u"not kept"_s));
        QVERIFY(pane.item(u"Characters of the password"_s)->parent() == pane.item(u"Password"_s));
        QVERIFY(!pane.tree->accessibleName().isEmpty() && !pane.bytes->accessibleName().isEmpty());
        for (QTreeWidgetItemIterator it(pane.tree); *it; ++it) {
            for (int column = 0; column < 4; ++column) {
                QVERIFY(!(*it)->text(column).contains(u"made-up"_s));
                QVERIFY2(!(*it)->text(column).contains(QChar(0x1b)), "made visible");
            }
        }
    }

    void noTokenNoPane()
    {
        Pane pane(someCase());
        pane.showExchange(3);
        QVERIFY(!pane.tree->isVisible());
        QCOMPARE(pane.marked(), QString());
        pane.showExchange(1);
        QVERIFY(pane.tree->isVisible());
    }

    void keysInTheTreeMarkTheBytes()
    {
        Pane pane(someCase());
        QVERIFY(QTest::qWaitForWindowExposed(&pane.pane));
        pane.tree->setFocus();
        pane.tree->setCurrentItem(pane.tree->topLevelItem(0));
        QVERIFY(pane.marked().startsWith(u"Basic [basic user="_s));
        QTest::keyClick(pane.tree, Qt::Key_Down);
        QCOMPARE(pane.tree->currentItem()->text(0), u"User name"_s);
        QVERIFY(pane.marked().startsWith(u"Basic [basic user="_s));
        QVERIFY(pane.meaning->text().startsWith(u"User name, dev: "_s));
        QVERIFY2(!pane.bytes->isVisible(), "the bytes of credentials were not kept");
        pane.tree->setCurrentItem(pane.item(u"One-time value"_s));
        QCOMPARE(pane.marked(), u"nonce=\"n\""_s);
    }

    void theCursorGoesToTheField()
    {
        Pane pane(someCase());
        pane.moveCursorTo("nonce=", 2);
        QVERIFY(pane.tree->currentItem());
        QCOMPARE(pane.tree->currentItem()->text(0), u"One-time value"_s);
        QVERIFY(pane.meaning->text().startsWith(u"One-time value"_s));
        pane.moveCursorTo("Basic [");
        QCOMPARE(pane.tree->currentItem(), pane.tree->topLevelItem(0));
        pane.moveCursorTo("Host: ");
        QVERIFY(!pane.tree->currentItem());
        QVERIFY(!pane.meaning->text().startsWith(u"One-time"_s));
        QCOMPARE(pane.marked(), QString());

        pane.showExchange(2);
        pane.moveCursorTo(spnego, 9); // the characters from 8 to 11 stand for bytes 6 to 8
        QVERIFY(pane.tree->currentItem());
        QCOMPARE(pane.tree->currentItem()->text(0), u"State"_s);
    }

    void bytesOfAChallenge()
    {
        Pane pane(someCase());
        pane.showExchange(2);
        QTreeWidgetItem *state = pane.item(u"State"_s);
        QVERIFY(state);
        pane.tree->setCurrentItem(state);
        QVERIFY(pane.bytes->isVisible());
        const QString text = pane.bytes->toPlainText();
        QVERIFY(text.startsWith(u"0000  a1 14 30 12 a0 03 0a 01  ..0....."_s));
        // The state's own bytes, in the field and in the base64 around it.
        QStringList marks;
        for (const QTextEdit::ExtraSelection &one : pane.bytes->extraSelections())
            marks.append(one.cursor.selectedText());
        QCOMPARE(marks, (QStringList{u"0a 01"_s, u".."_s, u"01"_s, u"."_s}));
        QVERIFY(pane.marked().size() >= 4 && spnego.contains(pane.marked().toLatin1()));
    }

    void anotherExchangeForgetsTheChoice()
    {
        Pane pane(someCase());
        pane.tree->setCurrentItem(pane.tree->topLevelItem(0));
        pane.showExchange(2);
        QVERIFY(!pane.marked().startsWith(u"Basic"_s));
        pane.pane.setCase(Case());
        QVERIFY(!pane.tree->isVisible());
        QCOMPARE(pane.tree->topLevelItemCount(), 0);
    }
};

QTEST_MAIN(TestTokenPane)
#include "tst_token_pane.moc"
