// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/Challenge.h"
#include "stages/Stage.h"
#include "stages/TargetRun.h"

namespace pt {

struct Order;
struct OrderState;

/// A stage that submits orders and looks again whenever one has moved on.
class HttpStage : public Stage
{
    Q_OBJECT

public:
    HttpStage(StageId id, RunState &run, QObject *parent = nullptr);

protected:
    void begin() override;
    void stop() override;
    void expire() override;

    /// Looks at all targets, submits what is due, finishes when nothing is left. Called again and
    /// again.
    virtual void step() = 0;
    /// What the stage ends with when its deadline passes.
    virtual QLatin1StringView lateCode() const = 0;

    /// Where a target stands.
    enum class Progress {
        Going, ///< an order is under way, or has to wait for one
        Lost, ///< target.lostAt is set
        Settled ///< its order has passed the phase asked for
    };
    /// Makes the next order for a target where one is due, watching or signed as its form asks for,
    /// and answers a challenge that shows up only now. `untilDone`: waits for the whole order, else
    /// for the tunnel.
    Progress pursue(TargetRun &target, bool untilDone);

    const OrderState *stateOf(const TargetRun &target) const;
    int watch(const TargetRun &target, bool newConnection = false);
    int answer(const TargetRun &target, const Challenge &challenge, const OrderState *challengedBy);
    /// The same through a SOCKS server, with the password.
    int answerSocks(const TargetRun &target, const OrderState *askedBy);
    /// Ends the way of a target here. The first loss of the stage names its result.
    void lose(TargetRun &target, QLatin1StringView code, const Params &params = {});

    int lost() const { return m_lost; }
    QLatin1StringView lossCode() const { return m_lossCode; }
    const Params &lossParams() const { return m_lossParams; }
    /// Failed where no target can go on, Warning where some can.
    void finishWithLoss();

    /// Target, end and its detail of an exchange without a usable answer.
    static Params endParams(const OrderState &state, bool inside);
    /// The code of a refusal by SignIn or SchemeChoice, as one of stagecode.
    static QLatin1StringView refusalCode(const QString &reason);

private:
    Progress answerLateChallenge(TargetRun &target, const OrderState &state);
    Progress pursueThroughSocks(TargetRun &target, bool untilDone);

    int m_lost = 0;
    QLatin1StringView m_lossCode;
    Params m_lossParams;
};

} // namespace pt
