// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "UiFixture.h"

#include "platform/ComputerSettings.h"
#include "platform/Language.h"
#include "ui/OutlinedStyle.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTest>
#include <QTextStream>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using pt::PageId;
using pt::test::UiFixture;

namespace {

struct Look
{
    QString name;
    QPalette palette;
    QString language = u"en"_s;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    qreal fontFactor = 1.0;
    QSize size = {1100, 800};
    bool resultOnly = false;
};

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x2b, 0x2d, 0x30));
    palette.setColor(QPalette::WindowText, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    palette.setColor(QPalette::AlternateBase, QColor(0x2a, 0x2c, 0x30));
    palette.setColor(QPalette::Text, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9c, 0xa0));
    palette.setColor(QPalette::Button, QColor(0x3a, 0x3c, 0x40));
    palette.setColor(QPalette::ButtonText, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Light, QColor(0x50, 0x52, 0x56));
    palette.setColor(QPalette::Midlight, QColor(0x44, 0x46, 0x4a));
    palette.setColor(QPalette::Mid, QColor(0x30, 0x32, 0x35));
    palette.setColor(QPalette::Dark, QColor(0x1a, 0x1b, 0x1d));
    palette.setColor(QPalette::Shadow, Qt::black);
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x65, 0xca));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x3a, 0x3c, 0x40));
    palette.setColor(QPalette::ToolTipText, QColor(0xe6, 0xe6, 0xe6));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x85, 0x87, 0x8b));
    return palette;
}

QPalette highContrastPalette()
{
    QPalette palette = darkPalette();
    for (const QPalette::ColorRole role :
         {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button})
        palette.setColor(role, Qt::black);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, Qt::white);
    palette.setColor(QPalette::Highlight, Qt::yellow);
    palette.setColor(QPalette::HighlightedText, Qt::black);
    return palette;
}

class Camera
{
public:
    Camera(const QDir &folder, const Look &look)
        : m_folder(folder)
        , m_look(look)
    {
    }

    void take(const UiFixture &ui, const QString &page)
    {
        QTest::qWait(60);
        const QString file = m_folder.filePath(u"%1-%2.png"_s.arg(page, m_look.name));
        if (ui.window->grab().save(file))
            ++m_taken;
        else
            QTextStream(stderr) << "Cannot write " << file << Qt::endl;
    }
    int taken() const { return m_taken; }

private:
    QDir m_folder;
    Look m_look;
    int m_taken = 0;
};

bool reachResult(UiFixture &ui, const QString &scenario)
{
    ui.controller->startPractice(scenario);
    ui.controller->goTo(PageId::Targets);
    ui.controller->next();
    return ui.waitForPage(PageId::Result);
}

/// A pasted exchange with tokens in it: one of which the bytes can be shown, and one of which not.
bool photographTokens(UiFixture &ui, Camera &camera)
{
    ui.controller->startOver();
    ui.controller->analyse(
        "CONNECT shop.example.com:443 HTTP/1.1\r\nHost: shop.example.com:443\r\n"
        "Proxy-Authorization: Digest username=\"ACME\\\\dev\", realm=\"ACME staff\", "
        "nonce=\"dGhpcyBpcyBhIG5vbmNl\", uri=\"shop.example.com:443\", algorithm=MD5, "
        "response=\"0123456789abcdef0123456789abcdef\", qop=auth, nc=00000001, cnonce=\"Zm9v\"\r\n"
        "\r\n"
        "HTTP/1.1 407 Proxy Authentication Required\r\nServer: squid/5.7\r\n"
        "Proxy-Authenticate: NTLM "
        "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAA"
        "AA9TAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=\r\n"
        "Proxy-Authenticate: Digest realm=\"ACME staff\", nonce=\"dGhpcyBpcyBhIG5vbmNl\", "
        "qop=\"auth\", algorithm=MD5, stale=false\r\nContent-Length: 0\r\n\r\n");
    if (!ui.waitForPage(PageId::Result))
        return false;
    auto *tokens = ui.child<QTreeWidget>("tokens");
    const auto choose = [&](int token, int field) {
        QTreeWidgetItem *root = tokens->topLevelItem(token);
        if (!root || root->childCount() <= field)
            return false;
        tokens->setCurrentItem(root->child(field));
        return true;
    };
    if (!choose(0, 3))
        return false;
    camera.take(ui, u"6-tokens"_s);
    if (!choose(1, 0))
        return false;
    camera.take(ui, u"6-tokens-bytes"_s);
    return true;
}

/// A watch in which something has changed.
bool photographWatch(UiFixture &ui, Camera &camera)
{
    for (const QString &scenario : {u"watch-node-changes"_s, u"watch-password-refused"_s}) {
        ui.controller->startOver();
        if (!reachResult(ui, scenario))
            return false;
        ui.controller->goTo(PageId::Watch);
        if (scenario == "watch-node-changes"_L1)
            camera.take(ui, u"8-watch-before"_s);
        ui.controller->setWatchEvery(5);
        ui.controller->startWatch();
        const auto changed = [&] {
            const pt::WatchLog &log = ui.controller->watchLog();
            return !log.changes().isEmpty() && log.rounds().size() > log.changes().last().round + 1;
        };
        if (!QTest::qWaitFor(changed, 30'000))
            return false;
        if (scenario == "watch-node-changes"_L1) {
            ui.controller->back(); // asks
            camera.take(ui, u"8-watch-leaving"_s);
        }
        ui.controller->stopWatch();
        if (auto *rounds = ui.child<QTreeWidget>("watchRounds"))
            rounds->setCurrentItem(rounds->topLevelItem(1));
        camera.take(ui, u"8-"_s + scenario);
    }
    return true;
}

bool photograph(const Look &look, Camera &camera)
{
    QApplication::setPalette(look.palette);
    QFont font = QApplication::font();
    const QFont before = font;
    font.setPointSizeF(font.pointSizeF() * look.fontFactor);
    QApplication::setFont(font);
    QApplication::setLayoutDirection(look.direction);
    pt::installTranslator(*qApp, look.language);
    QApplication::setLayoutDirection(look.direction); // a translator can bring its own

    QProcessEnvironment environment;
    environment.insert(u"http_proxy"_s, u"http://proxy.example.com:3128"_s);
    environment.insert(u"https_proxy"_s, u"http://dev:made-up-word@proxy.example.com:3128"_s);
    environment.insert(u"no_proxy"_s, u"localhost,.example.internal"_s);
    pt::SettingsPlaces places;
    places.onDisk = false;
    places.environment = environment;
    places.files = {{u"~/.gitconfig"_s, "[http]\n\tproxy = http://old-proxy.example.com:8080\n"},
                    {u"~/.config/kioslaverc"_s, "[Proxy Settings]\nProxyType=1\nhttpProxy=http://proxy.example.com 3128\n"},
                    {u"/etc/environment"_s, "http_proxy=http://proxy.example.com:3128\n"}};
    const pt::SystemClock systemClock;
    pt::ComputerSettings computer(places, systemClock);
    UiFixture ui(environment, &computer, 20);
    ui.window->resize(look.size);
    if (!ui.show())
        return false;
    pt::TriageController &controller = *ui.controller;

    if (!look.resultOnly) {
        if (!QTest::qWaitFor([&] { return controller.environmentFacts().sources.size() > 3; }))
            return false;
        camera.take(ui, u"1-start"_s);
        ui.press(Qt::Key_R, Qt::AltModifier);
        if (look.language == "en"_L1)
            camera.take(ui, u"1-start-read"_s);
        ui.press(Qt::Key_P, Qt::AltModifier);
        if (look.language == "en"_L1)
            camera.take(ui, u"1-start-practise"_s);

        controller.goTo(PageId::Proxy);
        camera.take(ui, u"2-proxy-empty"_s);
        ui.type(u"http://dev@acme.com:pa@ss#1@proxy.example.com:8080"_s);
        controller.goTo(PageId::SignIn);
        controller.goTo(PageId::Proxy);
        camera.take(ui, u"2-proxy"_s);
        controller.goTo(PageId::SignIn);
        camera.take(ui, u"3-sign-in"_s);
        controller.goTo(PageId::Targets);
        camera.take(ui, u"4-targets"_s);

        controller.startPractice(u"silent"_s);
        controller.goTo(PageId::Targets);
        controller.next();
        QTest::qWait(300);
        camera.take(ui, u"5-run"_s);
        controller.cancelRun();
        if (!QTest::qWaitFor([&] { return !controller.isRunning(); }))
            return false;
        camera.take(ui, u"5-run-cancelled"_s);
        controller.startOver();

        if (!reachResult(ui, u"right"_s))
            return false;
        camera.take(ui, u"6-result-healthy"_s);
        controller.startOver();
        if (!reachResult(ui, u"connect-port-refused"_s))
            return false;
        camera.take(ui, u"6-result-port"_s);
        controller.startOver();
    }
    if (!reachResult(ui, u"wrong-password"_s))
        return false;
    camera.take(ui, u"6-result"_s);
    auto *tabs = ui.child<QTabWidget>("details");
    const QStringList names{u"exchange"_s, u"explanation"_s, u"ruled-out"_s, u"times"_s};
    for (int tab = 1; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        camera.take(ui, u"6-result-%1"_s.arg(names.at(tab)));
        if (tab == 1) {
            ui.child<QScrollArea>("explanation")->ensureWidgetVisible(ui.child<QPushButton>("copyNetwork"));
            camera.take(ui, u"6-result-network"_s);
        }
    }
    if (!look.resultOnly) {
        controller.next();
        camera.take(ui, u"7-bundle"_s);
    }
    controller.startOver();
    if (!reachResult(ui, u"digest-refused-basic-offered"_s))
        return false;
    QTest::qWait(60); // the page has its height by then
    ui.child<QPushButton>("try-basic")->setFocus(); // brings it into view
    camera.take(ui, u"6-result-other-ways"_s);
    if (!photographTokens(ui, camera) || !photographWatch(ui, camera))
        return false;
    ui.window->close();
    QApplication::setFont(before);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setStyle(new pt::OutlinedStyle(QStyleFactory::create(u"Fusion"_s)));
    QApplication::setApplicationName(u"proxy-triage"_s);
    QTextStream err(stderr);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || !QDir().mkpath(arguments.at(1))) {
        err << "Usage: pt_screenshots FOLDER [LOOK]...  (light, dark, contrast, german, arabic, large, small)"
            << Qt::endl;
        return 2;
    }
    const QDir folder(arguments.at(1));
    const QStringList wanted = arguments.mid(2);
    const QPalette light = QApplication::palette();

    const QList<Look> looks{
        {u"light"_s, light},
        {u"dark"_s, darkPalette()},
        {u"german"_s, light, u"de"_s},
        {u"small"_s, light, u"en"_s, Qt::LeftToRight, 1.0, {800, 560}},
        {u"contrast"_s, highContrastPalette(), u"en"_s, Qt::LeftToRight, 1.0, {1100, 800}, true},
        {u"arabic"_s, light, u"en"_s, Qt::RightToLeft},
        {u"large"_s, light, u"en"_s, Qt::LeftToRight, 2.0, {1600, 1100}, true},
    };
    int taken = 0;
    for (const Look &look : looks) {
        if (!wanted.isEmpty() && !wanted.contains(look.name))
            continue;
        Camera camera(folder, look);
        if (!photograph(look, camera)) {
            err << "The window did not get through its pages: " << look.name << Qt::endl;
            return 1;
        }
        taken += camera.taken();
    }
    QTextStream(stdout) << taken << " pictures in " << folder.absolutePath() << Qt::endl;
    return taken > 0 ? 0 : 1;
}
