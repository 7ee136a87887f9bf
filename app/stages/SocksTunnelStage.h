// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

namespace pt {

/// Sees whether the SOCKS server makes a connection to each target, and whether the TLS of https
/// ones comes up in it.
class SocksTunnelStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit SocksTunnelStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void judge(TargetRun &target);
};

} // namespace pt
