// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/AuthConversation.h"

#include <functional>
#include <utility>

namespace pt {

/// A scheme whose credentials fit into one request, as those of Basic and Digest do.
class OneLegConversation : public AuthConversation
{
public:
    using Answer = std::function<Result<QByteArray>(const Challenge &)>;

    explicit OneLegConversation(Answer answer)
        : m_answer(std::move(answer))
    {
    }

    void next(const Challenge &challenge, Done done) override
    {
        Result<QByteArray> value = m_answer(challenge);
        if (!value)
            return done(tl::make_unexpected(value.error()));
        done(AuthLeg{std::move(*value), true});
    }
    bool expectsMore() const override { return false; }

private:
    Answer m_answer;
};

} // namespace pt
