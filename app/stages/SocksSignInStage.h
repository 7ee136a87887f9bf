// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/HttpStage.h"

namespace pt {

/// Gives a SOCKS5 server the password it asks for (RFC 1929), once, within the attempt budget.
class SocksSignInStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit SocksSignInStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void give(const OrderState &askedBy);
    void loseAll(QLatin1StringView code, const Params &params);

    bool m_sent = false;
};

} // namespace pt
