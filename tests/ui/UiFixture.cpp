// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "UiFixture.h"

#include "platform/Language.h"

#include <QApplication>
#include <QFile>
#include <QListWidget>
#include <QTest>

namespace pt::test {

using namespace Qt::StringLiterals;

UiFixture::UiFixture(const QProcessEnvironment &environment, SettingsReader *computer, int watchSecondMs)
    : settings(std::make_unique<QSettings>(folder.filePath(u"settings.ini"_s), QSettings::IniFormat))
    , controller(std::make_unique<TriageController>(
          TriageServices{&clock, &random, &secrets, settings.get(), environment, computer, {}, {}, watchSecondMs}))
{
    // As desktop_main.cpp does.
    QObject::connect(controller.get(), &TriageController::languageChanged, controller.get(),
                     [this] { installTranslator(*qApp, controller->language()); });
    window = std::make_unique<MainWindow>(*controller);
}

UiFixture::~UiFixture()
{
    window.reset();
    controller.reset();
}

bool UiFixture::show()
{
    window->show();
    window->activateWindow();
    return QTest::qWaitForWindowActive(window.get());
}

void UiFixture::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    // A button pressed by its mnemonic shows that for a moment before it acts.
    if (modifiers & Qt::AltModifier)
        QTest::qWait(150);
}

void UiFixture::type(const QString &text) const
{
    // QTest::keyClicks() knows ASCII only.
    for (const QChar c : text) {
        if (c == u'\n')
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        else
            QTest::sendKeyEvent(QTest::Click, QApplication::focusWidget(), Qt::Key_unknown, QString(c),
                                Qt::NoModifier);
    }
}

bool UiFixture::choosePractice(const QString &scenario) const
{
    press(Qt::Key_P, Qt::AltModifier);
    const auto *list = child<QListWidget>("scenarios");
    if (QApplication::focusWidget() != list)
        return false;
    for (int i = 0; i < list->count() && list->currentItem()->data(Qt::UserRole).toString() != scenario; ++i)
        press(Qt::Key_Down);
    if (list->currentItem()->data(Qt::UserRole).toString() != scenario)
        return false;
    press(Qt::Key_Return);
    return controller->page() == PageId::Proxy;
}

bool UiFixture::startRun() const
{
    press(Qt::Key_Return);
    if (controller->page() != PageId::SignIn)
        return false;
    press(Qt::Key_Return);
    if (controller->page() != PageId::Targets)
        return false;
    press(Qt::Key_S, Qt::AltModifier);
    // A short run can be over by now.
    return controller->page() == PageId::Run || controller->page() == PageId::Result;
}

bool UiFixture::waitForPage(PageId page, int ms) const
{
    return QTest::qWaitFor([&] { return controller->page() == page; }, ms);
}

QString UiFixture::settingsText() const
{
    settings->sync();
    QFile file(settings->fileName());
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace pt::test
