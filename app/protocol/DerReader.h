// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/DerElement.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pt {

/// Reads the elements of one level of DER, one after the other. Takes any bytes: never reads beyond
/// its range, follows no more than `maxDepth` levels, and looks at each octet once a level. What
/// tokens of sign-ins do not use is refused: tag numbers above 30, indefinite lengths (BER only,
/// X.690 section 10.1), lengths of more than four octets.
class DerReader
{
public:
    static constexpr int maxDepth = 16;

    /// `bytes` is not owned and outlives the reader; a `range` outside of it is empty.
    DerReader(QByteArrayView bytes, ByteSpan range, int depth = 0);
    explicit DerReader(QByteArrayView bytes)
        : DerReader(bytes, {0, bytes.size()})
    {
    }

    /// nullopt at the end of the range, and where it cannot be read: problem() tells which.
    std::optional<DerElement> next();
    /// The next element where it has this tag, else nullopt and the problem "der.unexpected-tag".
    std::optional<DerElement> expect(quint8 tag);
    /// A reader of what `element` contains.
    DerReader inside(const DerElement &element) const;
    bool atEnd() const { return m_at >= m_end; }
    qsizetype position() const { return m_at; }

    /// Empty: none. "der.cut-off", "der.length-unusable", "der.long-tag", "der.too-deep",
    /// "der.unexpected-tag".
    const QString &problem() const { return m_problem; }

private:
    std::optional<DerElement> broken(QLatin1StringView problem);

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    qsizetype m_end = 0;
    int m_depth = 0;
    QString m_problem;
};

/// The value of an INTEGER or ENUMERATED of at most eight octets (X.690 section 8.3).
std::optional<qint64> derInteger(QByteArrayView bytes, const DerElement &element);
/// An OBJECT IDENTIFIER in dots (X.690 section 8.19); empty where it is none, or is longer than 64
/// octets.
QString derObjectId(QByteArrayView contents);

} // namespace pt
