// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/Alternative.h"
#include "stages/HttpStage.h"

#include <QHash>

namespace pt {

/// Answers the challenges with the credentials of the run: the plain request first, then CONNECT,
/// never two at a time, and none once the attempt budget is spent. What was refused as it was typed
/// is given in other spellings as long as the budget lasts; the one that passes stays in use. A CONNECT
/// that was dropped without a question is asked once more with what was accepted for plain requests.
class SignInStage final : public HttpStage
{
    Q_OBJECT

public:
    explicit SignInStage(RunState &run, QObject *parent = nullptr);

protected:
    void step() override;
    QLatin1StringView lateCode() const override;

private:
    void next();
    void evaluate(qsizetype index);
    bool takeNextScheme(qsizetype index, const OrderState &state);
    bool takeNextSpelling(qsizetype index, const OrderState &state);
    bool beginWithNewSpelling(const Challenge &challenge, const TargetRun &target);
    void readSpellings(const Challenge &challenge, bool isConnect);
    bool signTheDroppedTunnel();
    /// All targets of the same form that were not let through without a challenge.
    void loseForm(const TargetRun &of, QLatin1StringView code, const Params &params);
    QString userInUse() const;
    void conclude();

    QList<qsizetype> m_queue; ///< indices of the challenged targets
    QHash<qsizetype, int> m_askedBy; ///< by such an index: the order that brought the challenge
    bool m_queued = false;
    bool m_waiting = false;
    bool m_accepted = false;
    QString m_scheme;
    bool m_droppedTried = false;
    qsizetype m_dropped = -1; ///< the target whose CONNECT was dropped unasked
    bool m_spellingsRead = false;
    QList<Alternative> m_spellings; ///< not tried yet, most probable first
};

} // namespace pt
