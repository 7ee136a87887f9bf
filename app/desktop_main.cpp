// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "platform/ComputerSettings.h"
#include "platform/KeychainSecretStore.h"
#include "platform/Language.h"
#include "platform/PersonalSettings.h"
#include "platform/SystemFacts.h"
#include "platform/SystemNegotiate.h"
#include "ui/MainWindow.h"
#include "ui/OutlinedStyle.h"
#include "ui/TriageController.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QSettings>
#include <QStyle>

#include <memory>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    pt::forbidCoreDumps();

    QApplication app(argc, argv);
    // Other styles have edges that can be seen.
    if (QApplication::style()->name() == u"fusion"_s)
        QApplication::setStyle(new pt::OutlinedStyle);
    QApplication::setOrganizationName(u"proxy-triage"_s);
    QApplication::setApplicationName(u"proxy-triage"_s);
    QApplication::setApplicationVersion(pt::programVersion());
    // The name of the desktop file and of the installed icons, see packaging/linux.
    const QString applicationId = u"org.proxytriage.ProxyTriage"_s;
    QApplication::setDesktopFileName(applicationId);
    QIcon builtIn;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        builtIn.addFile(u":/icons/proxy-triage-%1.png"_s.arg(size));
    QApplication::setWindowIcon(QIcon::fromTheme(applicationId, builtIn));

    const std::unique_ptr<QSettings> settings = pt::personalSettings();
    pt::SystemClock clock;
    pt::SystemRandom random;
    pt::KeychainSecretStore secrets(random);
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto places = pt::SettingsPlaces::ofThisComputer(environment, QCoreApplication::applicationDirPath());
    pt::ComputerSettings computer(places, clock);
    pt::TriageController controller(
        {&clock, &random, &secrets, settings.get(), environment, &computer, places.pacProgram,
         pt::systemNegotiate});
    pt::installTranslator(app, controller.language());
    QObject::connect(&controller, &pt::TriageController::languageChanged, &app,
                     [&] { pt::installTranslator(app, controller.language()); });

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Finds out why a program cannot get through an HTTP proxy."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"file"_s,
                                 QCoreApplication::translate("main", "A log or bundle to open."), u"[file]"_s);
    parser.process(app);

    pt::MainWindow window(controller);
    window.show();
    if (const QStringList files = parser.positionalArguments(); !files.isEmpty())
        controller.openFile(files.first());
    return QApplication::exec();
}
