// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/Stage.h"

namespace pt {

/// Sets up TLS with the proxy itself and checks its certificate. Nothing is sent through it before;
/// where it fails, nothing at all, save a question without credentials that tells whether the port
/// speaks in clear.
class SecureStage final : public Stage
{
    Q_OBJECT

public:
    explicit SecureStage(RunState &run, QObject *parent = nullptr);

protected:
    void begin() override;
    void stop() override;
    void expire() override;

private:
    void onProbed();
    void judge();

    QLatin1StringView m_code;
    Params m_params;
};

} // namespace pt
