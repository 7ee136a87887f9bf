// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "support/MemorySecretStore.h"
#include "ui/MainWindow.h"
#include "ui/TriageController.h"

#include <QProcessEnvironment>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace pt::test {

/// The real window with settings in a folder of its own and a keychain in memory. Keys go to the widget
/// that has the focus, as those of a person do.
class UiFixture
{
public:
    explicit UiFixture(const QProcessEnvironment &environment = {}, SettingsReader *computer = nullptr,
                       int watchSecondMs = 1000);
    ~UiFixture();

    bool show();
    template<typename T>
    T *child(const char *name) const
    {
        return window->findChild<T *>(QLatin1StringView(name));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString &text) const;
    /// Goes to practice with that scenario, by keyboard, up to the proxy page.
    bool choosePractice(const QString &scenario) const;
    /// From the proxy page through sign-in and sites into the run, by keyboard.
    bool startRun() const;
    bool waitForPage(PageId page, int ms = 30'000) const;
    QString settingsText() const;

    QTemporaryDir folder;
    std::unique_ptr<QSettings> settings;
    SystemClock clock;
    SystemRandom random;
    MemorySecretStore secrets;
    std::unique_ptr<TriageController> controller;
    std::unique_ptr<MainWindow> window;
};

} // namespace pt::test
