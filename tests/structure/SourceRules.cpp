// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "structure/SourceRules.h"

#include <QRegularExpression>

namespace structure {

using namespace Qt::StringLiterals;

namespace {

/// "app/protocol/X.cpp" → "protocol", "ui/X.cpp" → "ui", a main → "".
QString folderOf(const QString &path)
{
    const QStringList parts = path.split(u'/');
    if (parts.first() == u"ui")
        return u"ui"_s;
    return parts.size() > 2 ? parts[1] : QString();
}

} // namespace

QStringList folderOrder()
{
    return {u"model"_s, u"protocol"_s, u"auth"_s, u"probe"_s, u"stages"_s, u"diagnosis"_s, u"advice"_s, u"intake"_s,
            u"report"_s, u"platform"_s, u"practice"_s, u"rehearsal"_s, u"console"_s, u"ui"_s};
}

QStringList linksOf(const QString &cmake)
{
    QString text = cmake;
    text.remove(QRegularExpression(u"#[^\\n]*"_s));
    static const QRegularExpression library(u"pt_library\\(\\s*\\w+\\s+LINKS\\s+([^)]*)\\)"_s);
    QStringList links = library.match(text).captured(1).split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
    static const QRegularExpression more(u"target_link_libraries\\(\\s*pt_\\w+\\s+([^)]*)\\)"_s);
    for (auto it = more.globalMatch(text); it.hasNext();)
        links += it.next().captured(1).split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
    return links;
}

QSet<QString> closure(const QString &folder, const QMap<QString, QStringList> &links)
{
    QSet<QString> reached;
    QStringList open = links.value(folder);
    while (!open.isEmpty()) {
        const QString target = open.takeLast();
        if (reached.contains(target))
            continue;
        reached.insert(target);
        if (target.startsWith(u"pt_"))
            open += links.value(target.mid(3));
    }
    return reached;
}

QString codeOnly(const QString &source)
{
    QString out;
    qsizetype i = 0;
    bool directive = false; // the file name of an #include is kept
    while (i < source.size()) {
        const QChar c = source[i];
        const QStringView rest = QStringView(source).sliced(i);
        if (c == u'\n')
            directive = false;
        else if (c == u'#' && rest.startsWith(u"#include"))
            directive = true;
        if (rest.startsWith(u"//")) {
            while (i < source.size() && source[i] != u'\n')
                ++i;
        } else if (rest.startsWith(u"/*")) {
            const qsizetype end = source.indexOf(u"*/", i + 2);
            const qsizetype next = end < 0 ? source.size() : end + 2;
            out += QString(source.mid(i, next - i).count(u'\n'), u'\n');
            i = next;
        } else if (rest.startsWith(u"R\"(")) {
            const qsizetype end = source.indexOf(u")\"", i + 3);
            const qsizetype next = end < 0 ? source.size() : end + 2;
            out += u"\"\""_s + QString(source.mid(i, next - i).count(u'\n'), u'\n');
            i = next;
        } else if ((c == u'"' || c == u'\'') && !directive
                   && !(c == u'\'' && i > 0 && (source[i - 1].isLetterOrNumber()))) {
            out += c;
            ++i;
            while (i < source.size() && source[i] != c && source[i] != u'\n')
                i += source[i] == u'\\' ? 2 : 1;
            if (i < source.size())
                out += source[i++];
        } else {
            out += c;
            ++i;
        }
    }
    return out;
}

QStringList violations(const QString &path, const QString &source, const QSet<QString> &reached)
{
    QStringList found;
    const QString code = codeOnly(source);
    const QString folder = folderOf(path);
    const bool main = folder.isEmpty();
    const bool ui = folder == u"ui";

    const auto forbid = [&](const QString &text, const QString &pattern, const QString &says) {
        const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
        for (auto it = expression.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const qsizetype line = QStringView(text).first(match.capturedStart()).count(u'\n') + 1;
            found.append(QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(says));
        }
    };

    // The order of the folders, and that what is used is linked.
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s, QRegularExpression::MultilineOption);
    const QStringList order = folderOrder();
    for (auto it = include.globalMatch(code); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(1);
        const QString other = name.section(u'/', 0, 0);
        const qsizetype line = QStringView(code).first(match.capturedStart()).count(u'\n') + 1;
        const auto report = [&](const QString &says) {
            found.append(QStringLiteral("%1:%2: %3: %4").arg(path).arg(line).arg(says, name));
        };
        if (!name.contains(u'/')) {
            if (!name.endsWith(u".moc") && !name.startsWith(u"ui_"))
                report(u"an include names its folder"_s);
            continue;
        }
        if (main || other == folder)
            continue;
        if (!order.contains(other))
            report(u"no such folder"_s);
        else if (order.indexOf(other) > order.indexOf(folder))
            report(u"the folder stands further down"_s);
        else if (!reached.contains(u"pt_"_s + other))
            report(u"the folder is not linked"_s);
    }

    if (!ui && path != u"app/desktop_main.cpp") {
        forbid(code,
               u"^\\s*#\\s*include\\s+<(?:QtWidgets|QApplication|QWidget|QDialog|QLabel|QMessageBox|QMainWindow|QWizard|"
               "QPushButton|QLineEdit|QTreeView|QTreeWidget|QTableView|QLayout|QVBoxLayout|QFileDialog|QStyle|QMenu)"_s,
               u"widgets belong to ui"_s);
    }
    if (!main && !reached.contains(u"Qt6::Network"_s)) {
        forbid(code,
               u"^\\s*#\\s*include\\s+<(?:QtNetwork|QTcp|QUdp|QNetwork|QSsl|QHostAddress|QHostInfo|QAbstractSocket|"
               "QDnsLookup|QLocalS|QAuthenticator|QHttp)"_s,
               u"the folder does not link Qt6::Network"_s);
    }
    if (folder != u"platform") {
        forbid(code, u"^\\s*#\\s*(?:if|ifdef|ifndef|elif)\\b.*(?:Q_OS_|_WIN32|WIN32|__linux__|__APPLE__|__unix__|_MSC_VER)"_s,
               u"platform conditions belong to app/platform"_s);
    }
    if (folder != u"auth" && folder != u"platform" && !path.startsWith(u"app/model/Secret."))
        forbid(code, u"\\breveal\\s*\\("_s, u"a secret is revealed in app/auth and app/platform only"_s);
    forbid(code, u"\\bsender\\s*\\(\\s*\\)"_s, u"sender() hides who calls"_s);
    if (!main) {
        forbid(code, u"\\bQEventLoop\\b|\\bprocessEvents\\s*\\(|(?:\\.|->|::)exec\\s*\\("_s, u"no nested event loop"_s);
    }
    forbid(code, u"\\bQAuthenticator\\b|\\bproxyAuthenticationRequired\\b|\\bauthenticationRequired\\b"_s,
           u"credentials never go through Qt's own sign-in"_s);
    if (code.contains(u"QNetworkProxy"))
        forbid(code, u"(?:\\.|->)set(?:User|Password)\\s*\\("_s, u"no credentials in a QNetworkProxy"_s);
    if (ui && !path.startsWith(u"ui/PlainLabel.")) {
        // Text from a proxy must not become rich text: one class makes all labels.
        forbid(code, u"\\bnew\\s+QLabel\\b|\\bQLabel\\s+\\w+\\s*[;({=]|:\\s*(?:public\\s+)?QLabel\\b"_s,
               u"labels are made by ui/PlainLabel"_s);
        // A box made step by step can be told that its text is plain, one made by a static function not.
        forbid(code, u"\\bQMessageBox::(?:about|critical|information|question|warning)\\s*\\("_s,
               u"the text of this box may become rich text"_s);
        if (!code.contains(u"setTextFormat(Qt::PlainText)"))
            forbid(code, u"\\bnew\\s+QMessageBox\\b|\\bQMessageBox\\s+\\w+\\s*[;({]"_s, u"the box needs Qt::PlainText"_s);
        forbid(code, u"\\bQTextBrowser\\b|\\bsetHtml\\s*\\(|Qt::RichText|Qt::AutoText|Qt::MarkdownText"_s,
               u"no rich text"_s);
    }
    forbid(source, u"\\b(?:T"_s + u"ODO|F"_s + u"IXME|X"_s + u"XX)\\b"_s, u"unfinished work is not left in the source"_s);
    return found;
}

} // namespace structure
