// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/EvidenceMarks.h"

#include "advice/Wording.h"

#include <algorithm>

namespace pt {

QList<ByteMark> evidenceMarks(const Diagnosis &diagnosis, int exchange, bool response, bool body)
{
    const EvidenceSource source = response
        ? (body ? EvidenceSource::ResponseBody : EvidenceSource::ResponseHead)
        : (body ? EvidenceSource::RequestBody : EvidenceSource::RequestHead);
    QList<ByteMark> marks;
    for (const Finding &finding : diagnosis.findings) {
        for (const Evidence &evidence : finding.evidence) {
            if (evidence.exchange != exchange || evidence.source != source || evidence.length <= 0)
                continue;
            const ByteSpan span{evidence.start, evidence.length};
            const bool overlaps
                = std::any_of(marks.cbegin(), marks.cend(), [&span](const ByteMark &mark) {
                      return span.start < mark.span.end() && mark.span.start < span.end();
                  });
            if (!overlaps)
                marks.append({span, wordEvidence(evidence)});
        }
    }
    std::sort(marks.begin(), marks.end(),
              [](const ByteMark &a, const ByteMark &b) { return a.span.start < b.span.start; });
    return marks;
}

} // namespace pt
