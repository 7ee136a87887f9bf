// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/Stage.h"

namespace pt {

/// Reads what was asked for; what cannot be tried ends the run here.
class SettingsStage final : public Stage
{
    Q_OBJECT

public:
    explicit SettingsStage(RunState &run, QObject *parent = nullptr);

protected:
    void begin() override;
};

} // namespace pt
