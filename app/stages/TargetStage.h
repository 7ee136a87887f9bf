// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

namespace pt {

/// Has the answer of every target that can be reached. One that came already is not asked for
/// again.
class TargetStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit TargetStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void judge(TargetRun &target);

    int m_lastStatus = 0;
};

} // namespace pt
