// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/PortProbe.h"
#include "stages/HttpStage.h"

#include <QList>

namespace pt {

/// Greets a SOCKS5 server and sees whether it wants a sign-in; of SOCKS4, which has no greeting,
/// sees whether the server answers. Asks a port that does neither what else it speaks.
class SocksChallengeStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit SocksChallengeStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void concludeWith(const OrderState &state);
    void probe(QList<PortProbe::Kind> kinds);
    void onProbed();

    bool m_asked = false;
    bool m_probing = false;
    QList<PortProbe::Kind> m_probes; ///< still to be asked
};

} // namespace pt
