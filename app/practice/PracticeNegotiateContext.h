// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/NegotiateContext.h"
#include "practice/PracticeComputer.h"

#include <QObject>

namespace pt {

/// A sign-in by a made-up ticket, or its failure.
class PracticeNegotiateContext final : public NegotiateContext
{
public:
    PracticeNegotiateContext(PracticeComputer computer, const QString &user);

    void step(const QByteArray &token, Done done) override;
    MutualProof prove(const QByteArray &token) override;
    NegotiateFacts facts() const override { return m_facts; }

private:
    PracticeComputer m_computer;
    NegotiateFacts m_facts;
    QObject m_receiver; ///< what is posted to it goes with it
};

} // namespace pt
