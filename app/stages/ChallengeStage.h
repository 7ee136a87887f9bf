// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

#include <QList>
#include <QStringList>
#include <QTimer>

namespace pt {

/// Asks without credentials, a plain request and a CONNECT at the same time, and sees whether the
/// proxy challenges. Where the proxy's name has more addresses that connect, each of them gets the
/// first of these questions as well, so that their answers can be compared.
class ChallengeStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit ChallengeStage(RunState &run, QObject *parent = nullptr);

protected:
    void begin() override;
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    /// Asks a port that did not answer as a proxy whether it speaks TLS. False: it need not be asked.
    bool probeTls();

    void askOtherAddresses();
    /// Their answers, or whether they connect at all, are still to come.
    bool waitsForOtherAddresses();

    bool m_asked = false;
    QStringList m_addressesAsked;
    QList<int> m_otherOrders;
    QTimer m_grace; ///< for addresses that take a little longer to connect than the first
    bool m_graceOver = false;
    bool m_probing = false;
    bool m_socksAsked = false;
};

} // namespace pt
