// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "structure/SourceRules.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <functional>

using namespace structure;
using namespace Qt::StringLiterals;

namespace {

QString sourceDir()
{
    return QStringLiteral(PT_SOURCE_DIR);
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QMap<QString, QStringList> allLinks()
{
    QMap<QString, QStringList> links;
    for (const QString &folder : folderOrder()) {
        const QString path = folder == u"ui" ? sourceDir() + u"/ui/CMakeLists.txt"_s
                                             : sourceDir() + u"/app/"_s + folder + u"/CMakeLists.txt"_s;
        links.insert(folder, linksOf(textOf(path)));
    }
    return links;
}

/// A file of rules may know the observations, views on them and tables, never a finding of another's. The
/// fault, or nothing. `header` gives the text of a header of diagnosis.
QString ruleFault(const QString &name, const QString &source,
                  const std::function<QString(const QString &)> &header)
{
    static const QStringList ofAll{u"Rules"_s, u"FindingBuilder"_s};
    static const QRegularExpression include(u"#include \"diagnosis/(\\w+)\\.h\""_s);
    static const QRegularExpression finding(u"\\bFinding\\b|\\bDiagnosis\\b|\\bStageOrder\\b|\\bExplainsRow\\b"_s);
    for (auto it = include.globalMatch(source); it.hasNext();) {
        const QString included = it.next().captured(1);
        if (!ofAll.contains(included) && finding.match(header(included)).hasMatch())
            return name + u" includes "_s + included;
    }
    static const QRegularExpression group(u"\\b(\\w+Findings)\\s*\\("_s);
    QStringList groups;
    for (auto it = group.globalMatch(source); it.hasNext();)
        groups.append(it.next().captured(1));
    groups.removeDuplicates();
    if (groups.size() > 1)
        return name + u" calls another group: "_s + groups.join(u' ');
    static const QRegularExpression verdict(
        u"\\b(inVerdictOrder|diagnose|explains|ruleGroups|needsALook|settleNeighbours)\\s*\\("_s);
    if (const auto match = verdict.match(source); match.hasMatch() && name != u"NeedsALook.cpp")
        return name + u" calls "_s + match.captured(1);
    return {};
}

QString headerOf(const QString &name)
{
    return textOf(sourceDir() + u"/app/diagnosis/"_s + name + u".h"_s);
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private slots:
    void sources_data();
    void sources();
    void linksFollowTheOrder();
    void closedDoors();
    void rulesLookAtNoOtherRule();
    void badRulesAreFound();
    void badSamplesAreFound_data();
    void badSamplesAreFound();
    void goodSamplesPass_data();
    void goodSamplesPass();
    void readsLinks();
};

void TestIncludes::sources_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &top : {u"app"_s, u"ui"_s}) {
        QDirIterator it(sourceDir() + u'/' + top, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                        QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
        while (it.hasNext()) {
            const QString path = QDir(sourceDir()).relativeFilePath(it.next());
            QTest::newRow(qPrintable(path)) << path;
        }
    }
}

void TestIncludes::sources()
{
    QFETCH(QString, path);
    const QString folder = path.startsWith(u"ui/") ? u"ui"_s : path.count(u'/') > 1 ? path.section(u'/', 1, 1) : QString();
    const QString source = textOf(sourceDir() + u'/' + path);
    QVERIFY(!source.isEmpty());
    QVERIFY2(source.startsWith(u"// SPDX-FileCopyrightText:") && source.contains(u"// SPDX-License-Identifier: GPL-3.0-or-later"),
             "the SPDX lines are missing");
    const QStringList found = violations(path, source, closure(folder, allLinks()));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestIncludes::linksFollowTheOrder()
{
    const QStringList order = folderOrder();
    const QMap<QString, QStringList> links = allLinks();
    for (const QString &folder : order) {
        QVERIFY2(!links.value(folder).isEmpty(), qPrintable(folder + u" links nothing"_s));
        for (const QString &target : links.value(folder)) {
            if (!target.startsWith(u"pt_") || target == u"pt_resources") // data, no code
                continue;
            QVERIFY2(order.contains(target.mid(3)), qPrintable(target));
            QVERIFY2(order.indexOf(target.mid(3)) < order.indexOf(folder), qPrintable(folder + u" links "_s + target));
        }
    }
}

void TestIncludes::closedDoors()
{
    const QMap<QString, QStringList> links = allLinks();
    for (const QString &folder : {u"report"_s, u"practice"_s}) {
        QVERIFY(!closure(folder, links).contains(u"pt_probe"_s));
        QVERIFY(!closure(folder, links).contains(u"pt_stages"_s));
    }
    for (const QString &folder : {u"model"_s, u"protocol"_s, u"auth"_s, u"diagnosis"_s, u"advice"_s, u"intake"_s, u"report"_s})
        QVERIFY2(!closure(folder, links).contains(u"Qt6::Network"_s), qPrintable(folder));
    for (const QString &folder : folderOrder()) {
        if (folder != u"ui")
            QVERIFY2(!closure(folder, links).contains(u"Qt6::Widgets"_s), qPrintable(folder));
    }
}

/// One rule excludes another only by the order that diagnosis/Verdict.h states.
void TestIncludes::rulesLookAtNoOtherRule()
{
    const QDir folder(sourceDir() + u"/app/diagnosis"_s);
    const QStringList names = folder.entryList({u"*Rules.cpp"_s, u"NeedsALook.cpp"_s});
    QVERIFY(names.size() > 12);
    for (const QString &name : names) {
        const QString fault = ruleFault(name, textOf(folder.filePath(name)), headerOf);
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
}

void TestIncludes::badRulesAreFound()
{
    const QString name = u"TlsRules.cpp"_s;
    const QString own = u"QList<Finding> tlsFindings(const Observations &observed)\n"_s;
    QVERIFY(ruleFault(name, own, headerOf).isEmpty());
    for (const QString &bad : {u"{ networkFindings(observed); }"_s, u"{ inVerdictOrder(found); }"_s,
                               u"#include \"diagnosis/Verdict.h\"\n"_s,
                               u"#include \"diagnosis/VerdictTable.h\"\n"_s,
                               u"#include \"diagnosis/Neighbours.h\"\n"_s,
                               u"#include \"diagnosis/Diagnose.h\"\n"_s}) {
        QVERIFY2(!ruleFault(name, own + bad, headerOf).isEmpty(), qPrintable(bad));
    }
}

void TestIncludes::badSamplesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("source");
    const QString p = u"app/protocol/X.cpp"_s;
    const QString w = u"ui/X.cpp"_s;
    QTest::newRow("folder further down") << p << u"#include \"report/Bundle.h\"\n"_s;
    QTest::newRow("folder not linked") << u"app/report/X.cpp"_s << u"#include \"intake/CaseFromText.h\"\n"_s;
    QTest::newRow("unknown folder") << p << u"#include \"other/X.h\"\n"_s;
    QTest::newRow("no folder") << p << u"#include \"X.h\"\n"_s;
    QTest::newRow("widgets in app") << p << u"#include <QtWidgets/QLabel>\n"_s;
    QTest::newRow("a widget in app") << p << u"  #  include <QMessageBox>\n"_s;
    QTest::newRow("widgets in the console's main") << u"app/console_main.cpp"_s << u"#include <QApplication>\n"_s;
    QTest::newRow("network") << p << u"#include <QHostAddress>\n"_s;
    QTest::newRow("platform condition") << p << u"#ifdef Q_OS_WIN\n#endif\n"_s;
    QTest::newRow("compiler's platform macro") << w << u"#if defined(__APPLE__)\n#endif\n"_s;
    QTest::newRow("reveal") << p << u"auto x = secret.reveal();\n"_s;
    QTest::newRow("reveal in another model file") << u"app/model/SecretFacts.h"_s << u"auto x = secret.reveal();\n"_s;
    QTest::newRow("sender") << w << u"auto *x = qobject_cast<A *>(sender());\n"_s;
    QTest::newRow("event loop") << p << u"QEventLoop loop;\n"_s;
    QTest::newRow("processEvents") << w << u"QCoreApplication::processEvents();\n"_s;
    QTest::newRow("dialog exec") << w << u"dialog.exec();\n"_s;
    QTest::newRow("menu exec") << w << u"menu->exec(point);\n"_s;
    QTest::newRow("authenticator") << u"app/probe/X.cpp"_s << u"void f(QAuthenticator *a);\n"_s;
    QTest::newRow("sign-in signal") << u"app/probe/X.cpp"_s << u"connect(n, &QNetworkAccessManager::proxyAuthenticationRequired, f);\n"_s;
    QTest::newRow("credentials in a proxy") << u"app/probe/X.cpp"_s << u"QNetworkProxy p;\np.setPassword(x);\n"_s;
    QTest::newRow("label") << w << u"auto *l = new QLabel(text);\n"_s;
    QTest::newRow("label on the stack") << w << u"QLabel label(text);\n"_s;
    QTest::newRow("derived label") << w << u"class A : public QLabel {};\n"_s;
    QTest::newRow("message box") << w << u"QMessageBox::warning(this, a, b);\n"_s;
    QTest::newRow("message box without a format") << w << u"auto *b = new QMessageBox(this);\n"_s;
    QTest::newRow("HTML") << w << u"view->setHtml(x);\n"_s;
    QTest::newRow("unfinished") << p << u"// T"_s + u"ODO later\n"_s;
    QTest::newRow("after a digit separator") << p << u"int a = 1'000;\nauto x = secret.reveal();\nint b = 2'000;\n"_s;
    QTest::newRow("after a comment") << p << u"/* \" */ auto x = secret.reveal();\n"_s;
}

void TestIncludes::badSamplesAreFound()
{
    QFETCH(QString, path);
    QFETCH(QString, source);
    const QSet<QString> reached{u"pt_model"_s, u"Qt6::Core"_s};
    QCOMPARE(violations(path, source, reached).size(), 1);
}

void TestIncludes::goodSamplesPass_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("source");
    QTest::newRow("linked and above") << u"app/protocol/X.cpp"_s << u"#include \"model/Case.h\"\n#include \"protocol/Y.h\"\n#include <QString>\n"_s;
    QTest::newRow("only words about it") << u"app/protocol/X.cpp"_s << u"// reveal() and QEventLoop\nauto s = u\"dialog.exec(\"_s; /* sender() */\n"_s;
    QTest::newRow("reveal where it belongs") << u"app/auth/X.cpp"_s << u"auto x = secret.reveal();\n"_s;
    QTest::newRow("secret itself") << u"app/model/Secret.cpp"_s << u"auto x = reveal();\n"_s;
    QTest::newRow("platform") << u"app/platform/X.cpp"_s << u"#ifdef Q_OS_WIN\n#endif\n"_s;
    QTest::newRow("main") << u"app/desktop_main.cpp"_s << u"#include <QApplication>\n#include \"ui/Window.h\"\nreturn app.exec();\n"_s;
    QTest::newRow("the label's own file") << u"ui/PlainLabel.h"_s << u"class PlainLabel : public QLabel {};\n"_s;
    QTest::newRow("plain message box") << u"ui/X.cpp"_s
                                       << u"auto *b = new QMessageBox(this);\nb->setTextFormat(Qt::PlainText);\n"_s;
    QTest::newRow("moc") << u"ui/X.cpp"_s << u"#include \"X.moc\"\n"_s;
    QTest::newRow("pointer to a label") << u"ui/X.h"_s << u"QLabel *m_label = nullptr;\n"_s;
}

void TestIncludes::goodSamplesPass()
{
    QFETCH(QString, path);
    QFETCH(QString, source);
    QCOMPARE(violations(path, source, {u"pt_model"_s, u"Qt6::Core"_s}), QStringList());
}

void TestIncludes::readsLinks()
{
    QCOMPARE(linksOf(u"# pt_library(x LINKS no)\npt_library(report LINKS pt_model\n    Qt6::Core) # and more\n"_s),
             (QStringList{u"pt_model"_s, u"Qt6::Core"_s}));
    const QMap<QString, QStringList> links{{u"a"_s, {u"pt_b"_s}}, {u"b"_s, {u"pt_c"_s, u"X"_s}}, {u"c"_s, {u"Y"_s}}};
    QCOMPARE(closure(u"a"_s, links), (QSet<QString>{u"pt_b"_s, u"pt_c"_s, u"X"_s, u"Y"_s}));
}

QTEST_APPLESS_MAIN(TestIncludes)
#include "tst_includes.moc"
