// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace pt {

/// Tells when the person or the system asks a console program to end: Ctrl+C, SIGTERM, a hang-up. The
/// first is a signal of Qt, in the thread of this object; a second one while the program is still
/// ending has the system's usual effect, so that it can always be stopped. One at a time in a program.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override; ///< gives the signals their usual effect again

signals:
    void requested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pt
