// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/Observations.h"
#include "diagnosis/ProductTable.h"
#include "model/SeenProduct.h"

#include <optional>

namespace pt {

/// What the proxy looks like; nullopt: it left no mark that is known. Never by the words of a
/// target.
std::optional<SeenProduct> seenProduct(const QList<ExchangeView> &views);

/// A product's own way to word a refusal, where `view` shows one.
struct ProviderAnswer
{
    const KnownAnswer *answer = nullptr; ///< of the table
    QString productName;
    MarkHit hit;
};
std::optional<ProviderAnswer> providerAnswer(const ExchangeView &view);
/// The bytes of it.
Evidence providerEvidence(const ExchangeView &view, const ProviderAnswer &answer);

} // namespace pt
