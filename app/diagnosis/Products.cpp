// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Products.h"

#include "diagnosis/FindingBuilder.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Marks that the proxy leaves on what it passes on, too.
bool isOnForwarded(const AnswerMark &mark)
{
    const MarkCondition::Part part = mark.all.first().part;
    return part == MarkCondition::Part::Via || part == MarkCondition::Part::ProxyAgent;
}

Evidence evidenceOf(const ExchangeView &view, const MarkHit &hit, QLatin1StringView says,
                    const WordParams &params)
{
    return hit.source == EvidenceSource::ResponseBody ? bodySpan(view, hit.span, says, params)
                                                      : responseSpan(view, hit.span, says, params);
}

} // namespace

std::optional<SeenProduct> seenProduct(const QList<ExchangeView> &views)
{
    std::optional<SeenProduct> best;
    const KnownProduct *bestProduct = nullptr;
    for (const bool sure : {true, false}) {
        for (const ExchangeView &view : views) {
            if (!view.readable() || !view.toProxy())
                continue;
            for (const KnownProduct &product : productTable().products) {
                // Another product's mark is not told: the proxy next to this computer comes first.
                if (best && bestProduct != &product)
                    continue;
                for (const AnswerMark &mark : product.marks) {
                    if (mark.sure != sure || (view.by != Answerer::Proxy && !isOnForwarded(mark)))
                        continue;
                    const std::optional<MarkHit> hit = findMark(mark, view);
                    if (!hit || hit->span.length == 0)
                        continue;
                    if (!best) {
                        best = SeenProduct{product.id, product.name, {}, product.kind, sure, {}};
                        bestProduct = &product;
                    }
                    if (best->version.isEmpty())
                        best->version = QString::fromLatin1(hit->version);
                    const Evidence evidence
                        = evidenceOf(view, *hit, "product.mark"_L1, {{u"product"_s, product.name}});
                    if (best->evidence.size() < 3 && !best->evidence.contains(evidence))
                        best->evidence.append(evidence);
                }
            }
        }
        if (best)
            return best;
    }
    return best;
}

std::optional<ProviderAnswer> providerAnswer(const ExchangeView &view)
{
    if (!view.readable() || !view.toProxy() || view.status < 400)
        return std::nullopt;
    for (const KnownAnswer &answer : productTable().answers) {
        const std::optional<MarkHit> hit = findMark(answer.mark, view);
        if (!hit)
            continue;
        for (const KnownProduct &product : productTable().products) {
            if (product.id == answer.product)
                return ProviderAnswer{&answer, product.name, *hit};
        }
    }
    return std::nullopt;
}

Evidence providerEvidence(const ExchangeView &view, const ProviderAnswer &answer)
{
    return evidenceOf(view, answer.hit, "product.answer"_L1,
                      {{u"product"_s, answer.productName},
                       {u"text"_s,
                        textOf(answer.hit.span.in(answer.hit.source == EvidenceSource::ResponseBody
                                                      ? view.exchange->response.body
                                                      : view.exchange->response.head))}});
}

} // namespace pt
