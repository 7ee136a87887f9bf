// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Case out of somebody else's bundle, and its diagnosis.
#include "Fuzz.h"

#include "diagnosis/Diagnose.h"
#include "model/CaseJson.h"

#include <QJsonDocument>

using namespace pt;
using namespace fuzz;

namespace {

qsizetype sizeOf(const Case &value, const Evidence &evidence)
{
    for (const Exchange &exchange : value.exchanges) {
        if (exchange.id != evidence.exchange)
            continue;
        switch (evidence.source) {
        case EvidenceSource::RequestHead:
            return exchange.request.head.size();
        case EvidenceSource::RequestBody:
            return exchange.request.body.size();
        case EvidenceSource::ResponseHead:
            return exchange.response.head.size();
        case EvidenceSource::ResponseBody:
            return exchange.response.body.size();
        default:
            break;
        }
    }
    return -1;
}

void requireDiagnosis(const Case &value)
{
    const Diagnosis diagnosis = diagnose(value);
    require(!diagnosis.findings.isEmpty(), "there is always a verdict");
    require(diagnose(value) == diagnosis, "the same Case has the same diagnosis");
    for (const Finding &finding : diagnosis.findings) {
        require(!finding.cause.isEmpty(), "a finding has its cause");
        for (const Evidence &evidence : finding.evidence) {
            const qsizetype size = sizeOf(value, evidence);
            require(size < 0 || isInside({evidence.start, evidence.length}, 0, size),
                    "evidence lies in its message");
        }
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = viewOf(data, size).toByteArray();
    const Result<Case> read = caseFromJson(QJsonDocument::fromJson(bytes).object());
    if (!read) {
        require(!read.error().code.isEmpty(), "a refusal has its code");
        return 0;
    }
    const QByteArray written = QJsonDocument(caseToJson(*read)).toJson(QJsonDocument::Compact);
    // A list of empty objects grows to lists of whole ones, by a factor that the fields set.
    require(written.size() <= 4096 + 1024 * bytes.size(), "what is written has a bound");
    const QJsonDocument again = QJsonDocument::fromJson(written);
    require(again.isObject(), "what is written is JSON");
    const Result<Case> reread = caseFromJson(again.object());
    require(reread.has_value() && *reread == *read, "what is written reads as it was");
    requireDiagnosis(*read);
    return 0;
}
