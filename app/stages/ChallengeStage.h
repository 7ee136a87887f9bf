// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

namespace pt {

/// Asks without credentials, a plain request and a CONNECT at the same time, and sees whether the
/// proxy challenges.
class ChallengeStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit ChallengeStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    /// Asks a port that did not answer as a proxy whether it speaks TLS. False: it need not be asked.
    bool probeTls();

    bool m_asked = false;
    bool m_probing = false;
    bool m_socksAsked = false;
};

} // namespace pt
