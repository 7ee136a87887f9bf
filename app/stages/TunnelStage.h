// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

namespace pt {

/// Brings up a tunnel and the target's TLS for every https target, and asks the control questions
/// that tell a refused port from a refused method.
class TunnelStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit TunnelStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void judge(TargetRun &target);
    /// Submits a control question where one would decide something.
    bool askControl();
    /// The same where no target needs a tunnel.
    bool askForTunnel();

    int m_control = 0; ///< order
    bool m_controlDecided = false;
};

} // namespace pt
