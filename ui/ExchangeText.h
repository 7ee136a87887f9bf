// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Evidence.h"
#include "model/Exchange.h"

#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace pt {

/// An exchange as text for reading, with an exact way from each byte to its characters and back. A line
/// end CRLF is a line break; each other control, byte order and invisible character is made visible as
/// "\x0d" or "U+202E"; UTF-8 is read where valid, any other byte is "\xff". A body without a head that
/// is no text, such as a SOCKS message, is shown in rows of digits and characters.
class ExchangeText
{
public:
    /// Positions and lengths in text(), in UTF-16 code units.
    struct TextRange
    {
        qsizetype start = 0;
        qsizetype length = 0;
        bool operator==(const TextRange &) const = default;
    };
    /// A byte of one of the four messages.
    struct Place
    {
        EvidenceSource part = EvidenceSource::RequestHead;
        qsizetype offset = 0;
        bool operator==(const Place &) const = default;
    };
    /// The lines that are put above each part and where nothing came; not bytes of the exchange.
    struct Headings
    {
        QString request;
        QString requestBody;
        QString response;
        QString responseBody;
        QString nothing; ///< shown instead of an answer of no bytes
        QString cut;     ///< shown after a body of which not all was kept
    };

    ExchangeText() = default;
    ExchangeText(const Exchange &exchange, const Headings &headings);

    const QString &text() const { return m_text; }
    /// Characters that stand for something that cannot be seen.
    const QList<TextRange> &escapes() const { return m_escapes; }
    const QList<TextRange> &headings() const { return m_headings; }

    /// The characters of bytes `start` to `start + length`; a range that runs over the end is cut.
    /// nullopt: not a part of a message, or it begins outside it. An empty range gives an empty one.
    std::optional<TextRange> rangeOf(EvidenceSource part, qsizetype start, qsizetype length) const;
    /// The first byte that the character at `position` stands for; nullopt on a heading.
    std::optional<Place> placeAt(qsizetype position) const;

private:
    struct Part
    {
        EvidenceSource source = EvidenceSource::RequestHead;
        std::vector<qint32> starts; ///< text position of each byte
        std::vector<qint32> ends;
    };

    void addHeading(const QString &words);
    void addPart(EvidenceSource source, const QByteArray &bytes);
    void addHexPart(EvidenceSource source, const QByteArray &bytes);
    void addBody(EvidenceSource source, const Message &message);

    QString m_text;
    QList<TextRange> m_escapes;
    QList<TextRange> m_headings;
    std::array<Part, 4> m_parts;
};

} // namespace pt
