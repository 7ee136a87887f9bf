// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ComputerSettings.h"
#include "UiFixture.h"

#include "advice/Wording.h"
#include "ui/ChainView.h"
#include "ui/ClipboardKeeper.h"
#include "ui/ExchangePane.h"
#include "ui/PasswordField.h"
#include "ui/PlainLabel.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextEdit>
#include <QTranslator>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using pt::EvidenceSource;
using pt::PageId;
using pt::TriageController;
using pt::test::UiFixture;

namespace {

const QString canary = u"Kn0bbel-canary%9"_s;

/// Marks every text that went through tr(), so that what did not, or was not said anew, is seen.
class MarkingTranslator final : public QTranslator
{
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        // Qt's own texts are its affair.
        return QByteArrayView(context).startsWith("Q") ? QString() : u'«' + QString::fromUtf8(source);
    }
    bool isEmpty() const override { return false; }
};

void collectAccessible(QAccessibleInterface *node, QStringList &texts, int depth = 0)
{
    if (!node || depth > 40)
        return;
    for (const QAccessible::Text kind :
         {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
        texts.append(node->text(kind));
    }
    if (QAccessibleTextInterface *text = node->textInterface())
        texts.append(text->text(0, text->characterCount()));
    for (int i = 0; i < node->childCount(); ++i)
        collectAccessible(node->child(i), texts, depth + 1);
}

/// Everything of the window that a program or a person could read.
QString everythingReadable(const UiFixture &ui)
{
    QStringList texts;
    collectAccessible(QAccessible::queryAccessibleInterface(ui.window.get()), texts);
    const QList<QLineEdit *> fields = ui.window->findChildren<QLineEdit *>();
    for (const QLineEdit *field : fields)
        texts << field->text() << field->displayText() << field->placeholderText();
    const QList<QLabel *> labels = ui.window->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts << label->text() << label->toolTip();
    const QList<QPlainTextEdit *> edits = ui.window->findChildren<QPlainTextEdit *>();
    for (const QPlainTextEdit *edit : edits)
        texts << edit->toPlainText();
    texts << ui.window->windowTitle() << QApplication::clipboard()->text() << ui.settingsText();
    return texts.join(u'\n');
}

QString underMark(const QPlainTextEdit *text, const QColor &colour)
{
    const QList<QTextEdit::ExtraSelection> selections = text->extraSelections();
    for (const QTextEdit::ExtraSelection &selection : selections) {
        if (selection.format.background().color() == colour && selection.cursor.hasSelection())
            return selection.cursor.selectedText();
    }
    return {};
}

/// The bytes of a proof as the window shows them, for proofs of plain characters.
QString shownProof(const pt::Evidence &proof)
{
    QString text = proof.text;
    text.replace(u"\r\n"_s, QString(QChar::ParagraphSeparator));
    return text;
}

bool isInner(const QWidget *widget)
{
    if (widget->objectName().startsWith("qt_"_L1))
        return true;
    for (const QWidget *at = widget->parentWidget(); at; at = at->parentWidget()) {
        if (at->inherits("QAbstractSpinBox") || at->inherits("QComboBox") || at->inherits("QTabBar")
            || at->inherits("QAbstractItemView") || at->inherits("QPlainTextEdit")) {
            return true;
        }
    }
    return false;
}

QString describe(const QWidget *widget)
{
    return QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName();
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // Qt's own dialogs, which keys can be sent to.
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QAccessible::setActive(true);
    }

    void cleanup()
    {
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QApplication::clipboard()->clear();
    }

    void proxyOverTls()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"tls-proxy-right"_s));
        auto *scheme = ui.child<QComboBox>("scheme");
        QVERIFY(scheme);
        QCOMPARE(scheme->currentText(), u"https"_s);
        scheme->setFocus();
        ui.press(Qt::Key_Up);
        QVERIFY(ui.controller->endpoint().scheme == pt::ProxyScheme::Http);
        ui.press(Qt::Key_Down);
        QVERIFY(ui.controller->endpoint().scheme == pt::ProxyScheme::Https);
        ui.press(Qt::Key_Down);
        QVERIFY(ui.controller->endpoint().scheme == pt::ProxyScheme::Socks5);
        ui.press(Qt::Key_Up);
        QVERIFY(ui.controller->endpoint().scheme == pt::ProxyScheme::Https);
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
    }

    void wholeWayByKeyboard()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"testProxy"_s);
        QVERIFY(ui.choosePractice(u"wrong-password"_s));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.rejected"_s);
        const pt::CauseText words = pt::wordCause(ui.controller->diagnosis().verdict());
        QCOMPARE(ui.child<QLabel>("verdict")->text(), words.sentence);
        QCOMPARE(ui.child<QLabel>("nextStep")->text(), words.nextStep);
        QVERIFY(!ui.child<QLabel>("who")->text().isEmpty());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"findings"_s);
        QCOMPARE(ui.controller->attempts().rejected, 1);

        ui.press(Qt::Key_M, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Bundle);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"entries"_s);
        QCOMPARE(ui.child<QListWidget>("entries")->count(), 4);
        const QList<pt::BundleEntry> entries = ui.controller->bundle().entries;
        QCOMPARE(entries.at(2).name, u"exchange.txt"_s);
        QCOMPARE(ui.child<QPlainTextEdit>("preview")->toPlainText(), QString::fromUtf8(entries.at(2).bytes));
        ui.press(Qt::Key_Up);
        QCOMPARE(ui.child<QPlainTextEdit>("preview")->toPlainText(), QString::fromUtf8(entries.at(1).bytes));

        ui.press(Qt::Key_S, Qt::AltModifier);
        auto *dialog = ui.child<QFileDialog>("saveDialog");
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto *fileName = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
        QVERIFY(fileName);
        const QString wanted = ui.folder.filePath(u"ticket.zip"_s);
        fileName->setFocus();
        fileName->selectAll();
        QTest::keyClicks(fileName, wanted);
        QTest::keyClick(fileName, Qt::Key_Return);
        QTRY_COMPARE(ui.controller->savedTo(), wanted);
        QVERIFY(ui.child<QLabel>("bundleState")->text().contains(wanted));
        QFile file(wanted);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("PK"));
        file.close();

        // And the bundle is read again by the same window.
        QTRY_VERIFY(!ui.child<QFileDialog>("saveDialog"));
        ui.controller->startOver();
        ui.controller->openFile(wanted);
        QCOMPARE(ui.controller->page(), PageId::Result);
        QCOMPARE(ui.controller->diagnosis().verdict().cause, u"credentials.rejected"_s);
        QVERIFY(!ui.child<QPushButton>("testAgain")->isVisible());
    }

    void noteForTheNetworkTeam()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"wrong-password"_s));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        ui.child<QTabWidget>("details")->setCurrentIndex(1);
        auto *copy = ui.child<QPushButton>("copyNetwork");
        QVERIFY(copy && copy->isVisible());
        copy->setFocus();
        ui.press(Qt::Key_Space);
        const QString note = QApplication::clipboard()->text();
        const pt::Case &value = ui.controller->result();
        const pt::Diagnosis &diagnosis = ui.controller->diagnosis();
        const pt::CauseText words = pt::wordCause(value, diagnosis, diagnosis.verdict());
        QCOMPARE(note, pt::networkNote(words));
        const pt::Exchange *refused = value.exchange(diagnosis.verdict().evidence.first().exchange);
        QVERIFY(refused);
        QVERIFY2(note.contains(u':' + QString::number(refused->localPort)), qPrintable(note));
        bool said = false;
        for (const QLabel *label : ui.child<QWidget>("explanation")->findChildren<QLabel *>())
            said = said || label->text() == words.notMeant;
        QVERIFY(said);
        // The column ends where its last text does.
        auto *column = ui.child<QScrollArea>("explanation");
        QWidget *content = column->widget();
        QCOMPARE(content->height(),
                 qMax(column->viewport()->height(), content->heightForWidth(content->width())));
        QApplication::clipboard()->clear();
    }

    void backKeepsEverything()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"wrong-password"_s));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        ui.press(Qt::Key_H, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::SignIn);
        QVERIFY(!ui.controller->user().isEmpty());
        QVERIFY(ui.controller->hasPassword());
        QVERIFY(ui.child<QLineEdit>("password")->text().isEmpty());
        ui.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        ui.press(Qt::Key_Escape);
        QCOMPARE(ui.controller->page(), PageId::Start);
    }

    void pasted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("password");
        QTest::addColumn<bool>("problem");
        QTest::newRow("host and port") << u"proxy.example.com:3128"_s << u"proxy.example.com"_s << u"3128"_s
                                       << QString() << false << false;
        QTest::newRow("URL") << u"http://proxy.example.com:8080"_s << u"proxy.example.com"_s << u"8080"_s
                             << QString() << false << false;
        QTest::newRow("user and password") << u"http://dev:%1@proxy.example.com:8080"_s.arg(u"kn0bbel"_s)
                                           << u"proxy.example.com"_s << u"8080"_s << u"dev"_s << true << false;
        QTest::newRow("at sign in the user") << u"http://dev@acme.com:kn0bbel@proxy.example.com:8080"_s
                                             << u"proxy.example.com"_s << u"8080"_s << u"dev@acme.com"_s << true << true;
        QTest::newRow("IPv6") << u"http://[2001:db8::1]:3128"_s << u"2001:db8::1"_s << u"3128"_s << QString() << false
                              << false;
    }

    void pasted()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(QString, port);
        QFETCH(QString, user);
        QFETCH(bool, password);
        QFETCH(bool, problem);
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        auto *address = ui.child<QLineEdit>("address");
        QVERIFY(address->hasFocus());
        QApplication::clipboard()->setText(text);
        ui.press(Qt::Key_V, Qt::ControlModifier);
        QApplication::clipboard()->clear();

        QCOMPARE(ui.child<QLineEdit>("host")->text(), host);
        QCOMPARE(ui.child<QLineEdit>("port")->text(), port);
        QCOMPARE(ui.child<QLineEdit>("proxyUser")->text(), user);
        QCOMPARE(ui.controller->hasPassword(), password);
        QCOMPARE(ui.child<QLabel>("addressProblems")->isVisible(), problem);
        if (problem) {
            QVERIFY(!ui.child<QLabel>("addressProblems")->text().isEmpty());
            QVERIFY(ui.child<QWidget>("markedAddress")->isVisible());
            QVERIFY(!ui.child<QLineEdit>("corrected")->text().isEmpty());
        }
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the pasted password can be read");
        ui.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "undo brings the pasted password back");
    }

    void typedAddressKeepsItsPasswordToo()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_Return);
        ui.type(u"http://dev:kn0bbel@proxy.example.com:8080"_s);
        QCOMPARE(ui.controller->endpoint().host, u"proxy.example.com"_s);
        ui.press(Qt::Key_Tab);
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the typed password can be read");
        QVERIFY(ui.controller->hasPassword());

        // The rest can be changed, the password stays the one that was typed.
        pt::Secret first = ui.controller->correctedUrl();
        auto *address = ui.child<QLineEdit>("address");
        address->setFocus();
        ui.press(Qt::Key_End);
        ui.press(Qt::Key_Backspace);
        ui.press(Qt::Key_1);
        QCOMPARE(ui.controller->endpoint().port, quint16(8081));
        QVERIFY(ui.controller->hasPassword());
        ui.press(Qt::Key_Backspace);
        ui.press(Qt::Key_0);
        QVERIFY2(first.equals(ui.controller->correctedUrl()), "the password changed with the port");
    }

    void correctedAddressLeavesTheClipboard()
    {
        pt::ClipboardKeeper keeper(150);
        keeper.copySecret(pt::Secret::takeText(QString(canary)));
        QCOMPARE(QApplication::clipboard()->text(), canary);
        QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        QTRY_VERIFY2(QApplication::clipboard()->text().isEmpty(), "the secret stays on the clipboard");

        // What somebody else put there meanwhile is left alone.
        keeper.copySecret(pt::Secret::takeText(QString(canary)));
        QApplication::clipboard()->setText(u"other"_s);
        QTest::qWait(250);
        QCOMPARE(QApplication::clipboard()->text(), u"other"_s);
    }

    void copyCorrected()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_Return);
        ui.type(u"http://dev@acme.com:kn0bbel@proxy.example.com:8080"_s);
        ui.press(Qt::Key_C, Qt::AltModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"http://dev%40acme.com:kn0bbel@proxy.example.com:8080"_s);
        ui.window->close();
        QVERIFY2(QApplication::clipboard()->text().isEmpty(), "closing leaves the secret on the clipboard");
    }

    void missingAddressSaysWhat()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_Return);
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        const auto *message = ui.child<QLabel>("messageText");
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains(u"proxy.example.com:8080"_s));
    }

    void targetsAreChecked_data()
    {
        QTest::addColumn<QString>("sites");
        QTest::newRow("none") << u"\n  \n"_s;
        QTest::newRow("not a web address") << u"ftp://example.com/"_s;
        QTest::newRow("no scheme") << u"example.com"_s;
        QTest::newRow("a password in it") << u"http://dev:word@example.com/"_s;
    }

    void targetsAreChecked()
    {
        QFETCH(QString, sites);
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"right"_s));
        ui.press(Qt::Key_Return);
        ui.press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"sites"_s);
        ui.press(Qt::Key_A, Qt::ControlModifier);
        ui.press(Qt::Key_Delete);
        ui.type(sites);
        ui.press(Qt::Key_S, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Targets);
        QVERIFY(ui.child<QLabel>("messageText")->isVisible());
    }

    void findingsLeadToTheirBytes_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::newRow("wrong password") << u"wrong-password"_s;
        QTest::newRow("healthy") << u"right"_s;
        QTest::newRow("challenge missing") << u"challenge-missing"_s;
        QTest::newRow("port refused") << u"connect-port-refused"_s;
        QTest::newRow("not a proxy") << u"web-server"_s;
    }

    void findingsLeadToTheirBytes()
    {
        QFETCH(QString, scenario);
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(scenario));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        const auto *view = ui.window->findChild<pt::ExchangePane *>();
        const QPlainTextEdit *text = view->text();
        const QColor current(0xff, 0xd1, 0x3d);
        const QList<pt::Finding> findings = ui.controller->diagnosis().findings;
        auto *list = ui.child<QListWidget>("findings");
        auto *proofs = ui.child<QListWidget>("proofs");
        QCOMPARE(list->count(), int(findings.size()));
        int looked = 0;
        for (int f = 0; f < findings.size(); ++f) {
            QVERIFY(list->hasFocus());
            QCOMPARE(list->currentRow(), f);
            QCOMPARE(proofs->count(), int(findings.at(f).evidence.size()));
            ui.press(Qt::Key_F6);
            QVERIFY(proofs->hasFocus());
            for (int p = 0; p < proofs->count(); ++p) {
                QCOMPARE(proofs->currentRow(), p);
                const pt::Evidence &proof = findings.at(f).evidence.at(p);
                const bool head = proof.source == EvidenceSource::ResponseHead
                    || proof.source == EvidenceSource::RequestHead;
                if (head && proof.length > 0) {
                    QCOMPARE(view->currentExchange(), proof.exchange);
                    QCOMPARE(underMark(text, current), shownProof(proof));
                    // It is in sight, and its meaning is said.
                    const QRect cursor = text->cursorRect();
                    QVERIFY(text->viewport()->rect().intersects(cursor));
                    QVERIFY(!ui.child<QLabel>("byteMeaning")->text().isEmpty());
                    ++looked;
                }
                ui.press(Qt::Key_Down);
            }
            ui.press(Qt::Key_F6, Qt::ShiftModifier);
            ui.press(Qt::Key_Down);
        }
        QVERIFY(looked > 0);
    }

    void cursorSaysWhatBytesMean()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"wrong-password"_s));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        auto *view = ui.window->findChild<pt::ExchangePane *>();
        QPlainTextEdit *text = view->text();
        const qsizetype at = text->toPlainText().indexOf(u"Proxy-Authenticate"_s);
        QVERIFY(at >= 0);
        text->setFocus();
        QTextCursor cursor = text->textCursor();
        cursor.setPosition(int(at));
        text->setTextCursor(cursor);
        const QString field = ui.child<QLabel>("byteMeaning")->text();
        ui.press(Qt::Key_Home);
        ui.press(Qt::Key_Up);
        const QString other = ui.child<QLabel>("byteMeaning")->text();
        QVERIFY(!field.isEmpty());
        QVERIFY(field != other);
    }

    void proxyTextIsNeverRich()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"hostile-text"_s));
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        const auto *exchanges = ui.child<QComboBox>("exchangeSelector");
        QString all;
        for (const pt::Exchange &exchange : ui.controller->result().exchanges)
            all += QString::fromLatin1(exchange.response.head);
        QVERIFY2(all.contains(u"<img"_s), "the scenario no longer sends markup");
        QVERIFY(exchanges->count() > 0);
        // A directional override would turn the words around it; it must be seen instead.
        QVERIFY(!everythingReadable(ui).contains(QChar(0x202e)));
        QVERIFY(!everythingReadable(ui).contains(QChar(0x1b)));
        QVERIFY(QTest::qWaitFor([&] { return !ui.window->findChildren<QLabel *>().isEmpty(); }));
        for (int page = 0; page < pt::pageCount; ++page) {
            const QList<QLabel *> labels = ui.window->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(describe(label)));
        }
        const QList<QTextEdit *> rich = ui.window->findChildren<QTextEdit *>();
        QVERIFY2(rich.isEmpty(), "a QTextEdit would read markup");
        const QList<QWidget *> widgets = ui.window->findChildren<QWidget *>();
        for (const QWidget *widget : widgets)
            QVERIFY2(!Qt::mightBeRichText(widget->toolTip()), qPrintable(describe(widget)));
    }

    void everyControlHasAName_data() { pages(); }

    void everyControlHasAName()
    {
        QFETCH(PageId, page);
        UiFixture ui(someEnvironment());
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        const QList<QWidget *> widgets = ui.window->findChildren<QWidget *>();
        int seen = 0;
        for (QWidget *widget : widgets) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)
                || (isInner(widget) && widget->objectName() != "qt_tabwidget_tabbar"_L1)) {
                continue;
            }
            const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(face && !face->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(describe(widget)));
            ++seen;
        }
        QVERIFY(seen >= 2);
    }

    void everyLabelIsPlain_data() { pages(); }

    void everyLabelIsPlain()
    {
        QFETCH(PageId, page);
        UiFixture ui(someEnvironment());
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        const QList<QLabel *> labels = ui.window->findChildren<QLabel *>();
        QVERIFY(!labels.isEmpty());
        for (const QLabel *label : labels)
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(describe(label)));
    }

    void mnemonicsAreUnique_data()
    {
        QTest::addColumn<PageId>("page");
        QTest::addColumn<QString>("language");
        for (int page = 0; page < pt::pageCount; ++page) {
            QTest::addRow("page %d, English", page + 1) << PageId(page) << u"en"_s;
            QTest::addRow("page %d, German", page + 1) << PageId(page) << u"de"_s;
        }
    }

    void mnemonicsAreUnique()
    {
        QFETCH(PageId, page);
        QFETCH(QString, language);
        UiFixture ui(someEnvironment());
        ui.controller->setLanguage(language);
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        QMap<QKeySequence, QString> seen;
        const auto check = [&](const QString &text) {
            const QKeySequence keys = QKeySequence::mnemonic(text);
            if (keys.isEmpty())
                return true;
            const bool fresh = !seen.contains(keys);
            if (!fresh)
                qWarning().noquote() << "twice:" << text << seen.value(keys);
            seen.insert(keys, text);
            return fresh;
        };
        const QList<QAbstractButton *> buttons = ui.window->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible())
                QVERIFY(check(button->text()));
        }
        const QList<QLabel *> labels = ui.window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->buddy())
                QVERIFY(check(label->text()));
        }
        const auto *tabs = ui.child<QTabWidget>("details");
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i)
            QVERIFY(check(tabs->tabText(i)));
        ui.controller->setLanguage(u"en"_s);
    }

    void tabReachesEverything_data() { pages(); }

    void tabReachesEverything()
    {
        QFETCH(PageId, page);
        UiFixture ui(someEnvironment());
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        QSet<const QWidget *> reached;
        for (int i = 0; i < 80; ++i) {
            reached.insert(QApplication::focusWidget());
            ui.press(Qt::Key_Tab);
        }
        const QList<QWidget *> widgets = ui.window->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool wanted = widget->isVisible() && widget->isEnabled() && !isInner(widget)
                && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
            // One radio button of a group is in the way of the Tab key, the arrows reach the other.
            if (!wanted || widget->inherits("QRadioButton"))
                continue;
            QVERIFY2(reached.contains(widget), qPrintable(describe(widget)));
        }
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<PageId>("page");
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<double>("factor");
        for (int page = 0; page < pt::pageCount; ++page) {
            QTest::addRow("page %d, smallest window", page + 1) << PageId(page) << Qt::LeftToRight << 1.0;
            QTest::addRow("page %d, right to left", page + 1) << PageId(page) << Qt::RightToLeft << 1.0;
            QTest::addRow("page %d, 200 %%", page + 1) << PageId(page) << Qt::LeftToRight << 2.0;
        }
    }

    void nothingIsCut()
    {
        QFETCH(PageId, page);
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(double, factor);
        const QFont before = QApplication::font();
        QFont font = before;
        font.setPointSizeF(before.pointSizeF() * factor);
        QApplication::setFont(font);
        QApplication::setLayoutDirection(direction);
        {
            UiFixture ui(someEnvironment());
            ui.window->resize(factor > 1 ? QSize(1200, 840) : QSize(800, 560));
            QVERIFY(ui.show());
            QVERIFY(reach(ui, page));
            QTest::qWait(50);
            const QList<QWidget *> widgets = ui.window->findChildren<QWidget *>();
            for (const QWidget *widget : widgets) {
                if (!widget->isVisible() || isInner(widget))
                    continue;
                const QRect inParent = widget->parentWidget()->rect();
                if (qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLabel *>(widget)
                    || qobject_cast<const QLineEdit *>(widget)) {
                    const QRect all = widget->geometry();
                    QVERIFY2(inParent.adjusted(-1, -1, 1, 1).contains(all), qPrintable(describe(widget)));
                }
                if (const auto *label = qobject_cast<const pt::PlainLabel *>(widget)) {
                    if (label->wordWrap() && !label->text().isEmpty())
                        QVERIFY2(label->height() + 1 >= label->heightForWidth(label->width()),
                                 qPrintable(describe(label) + label->text()));
                    else if (!label->wordWrap())
                        QVERIFY2(label->width() + 1 >= label->minimumSizeHint().width(),
                                 qPrintable(describe(label) + label->text()));
                } else if (qobject_cast<const QAbstractButton *>(widget)) {
                    QVERIFY2(widget->width() + 1 >= widget->minimumSizeHint().width(),
                             qPrintable(describe(widget)));
                }
            }
        }
        QApplication::setFont(before);
    }

    void languageChangesLive()
    {
        UiFixture ui(someEnvironment());
        QVERIFY(ui.show());
        const QString english = ui.child<QLabel>("pageTitle")->text();
        auto *language = ui.child<QComboBox>("language");
        ui.press(Qt::Key_L, Qt::AltModifier);
        QVERIFY(language->hasFocus());
        QCOMPARE(language->itemData(1).toString(), u"en"_s);
        ui.press(Qt::Key_Down);
        QCOMPARE(ui.controller->language(), u"en"_s);
        ui.press(Qt::Key_Down);
        QCOMPARE(ui.controller->language(), u"de"_s);
        QTRY_VERIFY(ui.child<QLabel>("pageTitle")->text() != english);
        QVERIFY(ui.settingsText().contains(u"language=de"_s));
        QCOMPARE(language->currentData().toString(), u"de"_s);
        ui.press(Qt::Key_Up);
        QTRY_COMPARE(ui.child<QLabel>("pageTitle")->text(), english);
    }

    /// With a translator that marks each text, every page says everything anew, and nothing is left out of tr().
    void everyTextIsTranslatedLive_data() { pages(); }

    void everyTextIsTranslatedLive()
    {
        QFETCH(PageId, page);
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        MarkingTranslator translator;
        QApplication::installTranslator(&translator);
        QApplication::processEvents();
        QStringList unmarked;
        const auto check = [&](const QWidget *widget, const QString &text) {
            const bool words = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
            if (words && !text.contains(u'«'))
                unmarked.append(describe(widget) + u": "_s + text);
        };
        const QList<QAbstractButton *> buttons = ui.window->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && !isInner(button)) {
                check(button, button->text());
                check(button, button->accessibleName());
            }
        }
        const QList<QLabel *> labels = ui.window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                check(label, label->text());
        }
        const QList<QGroupBox *> groups = ui.window->findChildren<QGroupBox *>();
        for (const QGroupBox *group : groups)
            check(group, group->title());
        const auto *tabs = ui.child<QTabWidget>("details");
        for (int i = 0; i < tabs->count(); ++i)
            check(tabs, tabs->tabText(i));
        check(ui.window.get(), ui.window->windowTitle());
        QApplication::removeTranslator(&translator);
        QVERIFY2(unmarked.isEmpty(), qPrintable(unmarked.join(u'\n')));
    }

    void signInPageShowsNoSecret()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"wrong-password"_s));
        ui.press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"password"_s);
        ui.type(canary);
        QVERIFY(ui.child<QLabel>("hygiene")->text().contains(u"16"_s));
        QVERIFY2(!everythingReadable(ui).remove(ui.child<QLineEdit>("password")->text()).contains(canary),
                 "the password can be read while it is typed");
        // Neither copy nor cut gives it away, shown or not.
        ui.press(Qt::Key_A, Qt::ControlModifier);
        ui.press(Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().isEmpty(), "the password was copied");
        ui.press(Qt::Key_S, Qt::AltModifier);
        auto *field = ui.child<pt::PasswordField>("password");
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
        field->setFocus();
        ui.press(Qt::Key_A, Qt::ControlModifier);
        ui.press(Qt::Key_C, Qt::ControlModifier);
        ui.press(Qt::Key_X, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().isEmpty(), "the shown password was copied");

        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Targets);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(field->text().isEmpty());
        field->undo();
        QVERIFY2(field->text().isEmpty(), "undo brings the password back");
        QVERIFY2(!everythingReadable(ui).contains(canary), "the password can be read afterwards");
        QVERIFY(ui.controller->hasPassword());

        ui.press(Qt::Key_S, Qt::AltModifier);
        QVERIFY(ui.waitForPage(PageId::Result));
        ui.press(Qt::Key_M, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Bundle);
        QVERIFY(!ui.controller->bundleFailure().has_value());
        QVERIFY2(!everythingReadable(ui).contains(canary), "the password can be read in the result");
        for (const pt::BundleEntry &entry : ui.controller->bundle().entries)
            QVERIFY2(!entry.bytes.contains(canary.toUtf8()), "the password is in the bundle");

        ui.press(Qt::Key_V, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Start);
        QVERIFY(!ui.controller->hasPassword());
    }

    /// The third way: the ticket of this computer, without anything typed.
    void signInByTicket()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"kerberos-right"_s));
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::SignIn);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"withTicket"_s);
        QVERIFY(ui.controller->byTicket());
        ui.press(Qt::Key_O, Qt::AltModifier);
        QVERIFY(!ui.controller->byTicket() && !ui.controller->signsIn());
        ui.press(Qt::Key_P, Qt::AltModifier);
        QVERIFY(ui.controller->signsIn());
        ui.press(Qt::Key_I, Qt::AltModifier);
        QVERIFY(ui.controller->byTicket() && !ui.controller->signsIn());
        QVERIFY(ui.child<QRadioButton>("withTicket")->isChecked());
        QVERIFY(!ui.child<QLineEdit>("user")->isEnabled());
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Targets);
        ui.press(Qt::Key_S, Qt::AltModifier);
        QVERIFY(ui.waitForPage(PageId::Result));
        QCOMPARE(ui.controller->diagnosis().verdict().cause, u"healthy.signed-in"_s);
        QVERIFY(ui.controller->result().input.auth == pt::AuthChoice::Negotiate);
    }

    void hygiene_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("said");
        QTest::newRow("short") << u"abc"_s << u"up to 7"_s;
        QTest::newRow("fine") << u"abcdefgh1"_s << u"Nothing odd"_s;
        QTest::newRow("space at the end") << u"abcdefgh "_s << u"space"_s;
        QTest::newRow("umlaut") << u"abcdefgä"_s << u"plain English"_s;
        QTest::newRow("escape") << u"abc%40def"_s << u"%40"_s;
    }

    void hygiene()
    {
        QFETCH(QString, password);
        QFETCH(QString, said);
        UiFixture ui;
        QVERIFY(ui.show());
        ui.controller->goTo(PageId::SignIn);
        ui.child<QLineEdit>("password")->setFocus();
        ui.type(password);
        QVERIFY2(ui.child<QLabel>("hygiene")->text().contains(said), "the password's oddity is not said");
    }

    void budgetWarns()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.controller->goTo(PageId::SignIn);
        const QString one = ui.child<QLabel>("attemptWarning")->text();
        auto *limit = ui.child<QSpinBox>("attemptLimit");
        QCOMPARE(limit->value(), 1);
        limit->setFocus();
        for (int i = 0; i < 5; ++i)
            ui.press(Qt::Key_Up);
        QCOMPARE(limit->value(), 3);
        QCOMPARE(ui.controller->attemptLimit(), 3);
        QVERIFY(ui.child<QLabel>("attemptWarning")->text() != one);
        QVERIFY(ui.child<QLabel>("attemptWarning")->text().contains(u"lock"_s));
    }

    void oldNtlmWarns()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.controller->goTo(PageId::SignIn);
        QVERIFY(!ui.controller->ntlmVersion1());
        QVERIFY(!ui.child<QLabel>("ntlmWarning")->isVisible());
        ui.press(Qt::Key_1, Qt::AltModifier);
        QVERIFY(ui.controller->ntlmVersion1());
        QVERIFY(ui.child<QLabel>("ntlmWarning")->isVisible());
        QVERIFY(ui.child<QLabel>("ntlmWarning")->text().contains(u"password"_s));
        ui.controller->startOver();
        QVERIFY(!ui.controller->ntlmVersion1());
    }

    void keychainIsAskedOnDemandOnly()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.controller->goTo(PageId::SignIn);
        QCOMPARE(ui.controller->keychainNote(), TriageController::KeychainNote::None);
        QVERIFY(!ui.controller->rememberPassword());
        ui.press(Qt::Key_C, Qt::AltModifier);
        QTRY_COMPARE(ui.controller->keychainNote(), TriageController::KeychainNote::Works);
    }

    void profileKeepsNoPassword()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        // A port on which nobody listens: the test is over at once.
        ui.press(Qt::Key_Return);
        ui.type(u"http://dev:kn0bbel@127.0.0.1:9"_s);
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::SignIn);
        ui.press(Qt::Key_R, Qt::AltModifier);
        QVERIFY(ui.controller->rememberPassword());
        ui.press(Qt::Key_N, Qt::AltModifier);
        ui.press(Qt::Key_S, Qt::AltModifier);
        QVERIFY(ui.waitForPage(PageId::Result));
        QTRY_COMPARE(ui.controller->keychainNote(), TriageController::KeychainNote::Saved);
        QVERIFY2(!ui.settingsText().contains(u"kn0bbel"_s), "the settings hold the password");
        QCOMPARE(ui.controller->profiles().size(), 1);
        const pt::Profile profile = ui.controller->profiles().first();
        QVERIFY(profile.secretStored);
        QCOMPARE(profile.user, u"dev"_s);

        // Used again, the password comes from the keychain.
        ui.controller->startOver();
        auto *profiles = ui.child<QListWidget>("profiles");
        QCOMPARE(profiles->count(), 1);
        profiles->setFocus();
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        QVERIFY(ui.controller->passwordInKeychain());
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        QVERIFY(ui.controller->result().input.keychain == pt::KeychainUse::Used);
        QCOMPARE(ui.controller->profiles().size(), 1);

        // Removed with its password.
        ui.controller->startOver();
        ui.controller->removeProfile(profile.id);
        QVERIFY(ui.controller->profiles().isEmpty());
        bool gone = false;
        ui.secrets.read(profile.id, [&](const pt::SecretAnswer &answer) {
            gone = answer.state == pt::SecretState::NotFoundOrLocked;
        });
        QTRY_VERIFY(gone);
    }

    void renameProfile()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_Return);
        ui.type(u"127.0.0.1:9"_s);
        QVERIFY(ui.startRun());
        QVERIFY(ui.waitForPage(PageId::Result));
        ui.controller->startOver();
        auto *profiles = ui.child<QListWidget>("profiles");
        profiles->setFocus();
        ui.press(Qt::Key_N, Qt::AltModifier);
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        ui.press(Qt::Key_A, Qt::ControlModifier);
        ui.type(u"Office"_s);
        ui.press(Qt::Key_Return);
        QTRY_COMPARE(ui.controller->profiles().first().name, u"Office"_s);
        QCOMPARE(profiles->item(0)->text(), u"Office"_s);
    }

    void settingsOfPrograms()
    {
        pt::SettingsPlaces places;
        places.onDisk = false;
        places.files.insert(u"~/.config/kioslaverc"_s,
                            "[Proxy Settings]\nProxyType=1\nhttpProxy=http://dev:kn0bbel@desk.example.com 3128\n");
        places.files.insert(u"~/.gitconfig"_s, "[http]\nproxy = http://git.example.com:8080\n");
        const pt::SystemClock systemClock;
        pt::ComputerSettings computer(places, systemClock);
        UiFixture ui({}, &computer);
        QVERIFY(ui.show());
        auto *sources = ui.child<QTableWidget>("sources");
        QTRY_COMPARE(sources->rowCount(), 2);
        QCOMPARE(sources->item(0, 0)->text(), u"KDE httpProxy"_s);
        QCOMPARE(sources->item(1, 0)->text(), u"~/.gitconfig:2 http.proxy"_s);
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the table shows a password");
        ui.child<QPushButton>("useSettings")->setFocus();
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        QCOMPARE(ui.controller->endpoint().authority(), u"desk.example.com:3128"_s);
        QCOMPARE(ui.controller->user(), u"dev"_s);
        QVERIFY(ui.controller->hasPassword());
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the page shows the password");
        QVERIFY2(everythingReadable(ui).contains(u"KDE httpProxy"_s), "where it was taken from is not said");
    }

    void settingsOfThisComputer()
    {
        UiFixture ui(someEnvironment());
        QVERIFY(ui.show());
        auto *sources = ui.child<QTableWidget>("sources");
        QVERIFY(sources->rowCount() >= 2);
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the table shows a password");
        sources->setFocus();
        for (int i = 0; i < sources->rowCount(); ++i) {
            if (sources->item(sources->currentRow(), 0)
                && sources->item(sources->currentRow(), 0)->text().contains(u"https_proxy"_s))
                break;
            ui.press(Qt::Key_Down);
        }
        ui.press(Qt::Key_Return);
        QCOMPARE(ui.controller->page(), PageId::Proxy);
        QCOMPARE(ui.controller->endpoint().host, u"proxy.example.com"_s);
        QCOMPARE(ui.controller->user(), u"dev"_s);
        QVERIFY(ui.controller->hasPassword());
        QVERIFY2(!everythingReadable(ui).contains(u"kn0bbel"_s), "the page shows the password");
    }

    void readsAPastedLog()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_R, Qt::AltModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"pastedLog"_s);
        QApplication::clipboard()->setText(u"CONNECT example.com:443 HTTP/1.1\nHost: example.com:443\n\n"
                                           "HTTP/1.1 407 Proxy Authentication Required\n"
                                           "Proxy-Authenticate: Basic realm=\"<img src=x>\"\n"
                                           "Content-Length: 0\n\n"_s);
        ui.press(Qt::Key_V, Qt::ControlModifier);
        ui.press(Qt::Key_E, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Result);
        QVERIFY(ui.window->findChild<pt::ExchangePane *>()->text()->toPlainText().contains(u"<img src=x>"_s));
        QVERIFY(!ui.child<QPushButton>("testAgain")->isVisible());
        ui.press(Qt::Key_Escape);
        QCOMPARE(ui.controller->page(), PageId::Start);
        QVERIFY(ui.child<QPlainTextEdit>("pastedLog")->toPlainText().isEmpty());
    }

    void unreadableTextSaysWhatToDo()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        ui.press(Qt::Key_R, Qt::AltModifier);
        ui.type(u"no log at all"_s);
        ui.press(Qt::Key_E, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Start);
        QVERIFY(ui.child<QLabel>("messageText")->isVisible());
        QVERIFY(ui.child<QLabel>("messageText")->text().size() > 20);
    }

    void cancelAtOnce()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"silent"_s));
        QVERIFY(ui.startRun());
        QTest::qWait(100);
        QVERIFY(ui.controller->isRunning());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"cancel"_s);
        ui.press(Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !ui.controller->isRunning(); }, 1000));
        QCOMPARE(ui.controller->page(), PageId::Run);
        QVERIFY(ui.controller->result().cancelled);
        QVERIFY(ui.child<QPushButton>("next")->isVisible());
        ui.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(ui.controller->page(), PageId::Targets);
    }

    void closeWhileRunning()
    {
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(ui.choosePractice(u"silent"_s));
        QVERIFY(ui.startRun());
        QTest::qWait(100);
        QVERIFY(ui.controller->isRunning());
        QVERIFY(ui.window->close());
        QVERIFY(!ui.controller->isRunning());
        QVERIFY(!ui.controller->hasPassword());
        QTest::qWait(300);
        QCOMPARE(ui.controller->page(), PageId::Run);
    }

    void titleNamesNoHost_data() { pages(); }

    void titleNamesNoHost()
    {
        QFETCH(PageId, page);
        UiFixture ui;
        QVERIFY(ui.show());
        QVERIFY(reach(ui, page));
        QVERIFY(!ui.window->windowTitle().contains(u"127.0.0.1"_s));
        QVERIFY(!ui.window->windowTitle().contains(u"practice.test"_s));
    }

    void chain_data()
    {
        using Link = pt::ChainView::Link;
        QTest::addColumn<QString>("cause");
        QTest::addColumn<pt::StageId>("stage");
        QTest::addColumn<Link>("toProxy");
        QTest::addColumn<Link>("toSite");
        QTest::addColumn<bool>("site");
        QTest::newRow("healthy") << u"healthy.signed-in"_s << pt::StageId::Target << Link::Fine << Link::Fine << false;
        QTest::newRow("refused") << u"network.refused"_s << pt::StageId::Connect << Link::Broken << Link::NotTried << false;
        QTest::newRow("password") << u"credentials.rejected"_s << pt::StageId::SignIn << Link::Broken << Link::NotTried << false;
        QTest::newRow("policy") << u"policy.forbidden"_s << pt::StageId::Target << Link::Fine << Link::Broken << false;
        QTest::newRow("upstream") << u"proxy.target-unreachable"_s << pt::StageId::Challenge << Link::Fine << Link::Broken << false;
        QTest::newRow("site") << u"origin.not-found"_s << pt::StageId::Target << Link::Fine << Link::Fine << true;
    }

    void chain()
    {
        QFETCH(QString, cause);
        QFETCH(pt::StageId, stage);
        QFETCH(pt::ChainView::Link, toProxy);
        QFETCH(pt::ChainView::Link, toSite);
        QFETCH(bool, site);
        pt::Finding finding;
        finding.cause = cause;
        finding.stage = stage;
        finding.severity = cause.startsWith(u"healthy."_s) ? pt::Severity::Ok : pt::Severity::Error;
        const pt::ChainView::Chain chain = pt::ChainView::chainOf({{finding}});
        QCOMPARE(chain.toProxy, toProxy);
        QCOMPARE(chain.toSite, toSite);
        QCOMPARE(chain.siteAtFault, site);
    }

private:
    static void pages()
    {
        QTest::addColumn<PageId>("page");
        const char *names[] = {"start", "proxy", "sign-in", "targets", "run", "result", "bundle", "watch"};
        for (int page = 0; page < pt::pageCount; ++page)
            QTest::newRow(names[page]) << PageId(page);
    }

    static QProcessEnvironment someEnvironment()
    {
        QProcessEnvironment environment;
        environment.insert(u"http_proxy"_s, u"http://proxy.example.com:3128"_s);
        environment.insert(u"https_proxy"_s, u"http://dev:kn0bbel@proxy.example.com:3128"_s);
        return environment;
    }

    /// Goes to the page through a practice scenario.
    static bool reach(UiFixture &ui, PageId page)
    {
        if (page == PageId::Start)
            return true;
        ui.controller->startPractice(page == PageId::Run ? u"silent"_s : u"wrong-password"_s);
        if (page <= PageId::Targets) {
            ui.controller->goTo(page);
            return true;
        }
        ui.controller->startRun();
        if (page == PageId::Run) {
            ui.controller->cancelRun();
            return QTest::qWaitFor([&] { return !ui.controller->isRunning(); });
        }
        if (!ui.waitForPage(PageId::Result))
            return false;
        ui.controller->goTo(page);
        QApplication::processEvents();
        return true;
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
