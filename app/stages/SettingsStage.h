// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/Stage.h"

namespace pt {

/// Reads what was asked for and what this computer says, and takes the proxy from there where none was
/// asked for; what cannot be tried ends the run here.
class SettingsStage final : public Stage
{
    Q_OBJECT

public:
    explicit SettingsStage(RunState &run, QObject *parent = nullptr);
    ~SettingsStage() override;

protected:
    void begin() override;
    void stop() override;
    void expire() override;

private:
    void check();
    /// Takes the proxy from the settings. False: they name none, and the stage has ended.
    bool choose();
    void stopReading();

    bool m_reading = false;
};

} // namespace pt
