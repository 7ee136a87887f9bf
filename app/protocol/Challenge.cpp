// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Challenge.h"

#include "protocol/AsciiChars.h"
#include "protocol/ChallengeProblems.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace pt {

using namespace ascii;
namespace problem = challengeproblem;

namespace {

constexpr qsizetype longValueBytes = 8 * 1024;

void note(Challenge &challenge, QLatin1StringView id)
{
    if (!challenge.problems.contains(id))
        challenge.problems.append(QString(id));
}

/// A field value with each obs-fold (RFC 9112 section 5.2) as one SP, and the way back to its bytes.
class FlatValue
{
public:
    explicit FlatValue(QByteArrayView raw)
    {
        m_pieces.append({0, 0});
        m_text.reserve(raw.size());
        qsizetype copied = 0;
        for (qsizetype lf = raw.indexOf('\n'); lf >= 0; lf = raw.indexOf('\n', lf + 1)) {
            if (lf + 1 >= raw.size() || !isSpace(raw[lf + 1]))
                continue; // not a fold: a stray control character
            qsizetype from = lf;
            const bool bare = from == 0 || raw[from - 1] != '\r';
            if (!bare)
                --from;
            while (from > copied && isSpace(raw[from - 1]))
                --from;
            qsizetype to = lf + 1;
            while (to < raw.size() && isSpace(raw[to]))
                ++to;
            if (from < copied)
                from = copied;
            m_text.append(raw.sliced(copied, from - copied));
            m_folds.append({m_text.size(), bare});
            m_text.append(' ');
            m_pieces.append({m_text.size(), to});
            copied = to;
        }
        m_text.append(raw.sliced(copied));
    }

    QByteArrayView text() const { return m_text; }

    /// The raw bytes of [start, end) of text().
    ByteSpan raw(qsizetype start, qsizetype end) const
    {
        const qsizetype from = rawAt(start);
        return {from, end > start ? rawAt(end - 1) + 1 - from : 0};
    }

    void noteFolds(qsizetype start, qsizetype end, Challenge &challenge) const
    {
        auto it = std::lower_bound(m_folds.begin(), m_folds.end(), start,
                                   [](const Fold &f, qsizetype at) { return f.at < at; });
        for (; it != m_folds.end() && it->at < end; ++it) {
            note(challenge, problem::obsFold);
            if (it->bare) {
                note(challenge, problem::bareLf);
                break;
            }
        }
    }

private:
    struct Piece
    {
        qsizetype flat;
        qsizetype raw;
    };
    struct Fold
    {
        qsizetype at;
        bool bare;
    };

    qsizetype rawAt(qsizetype flat) const
    {
        auto it = std::upper_bound(m_pieces.begin(), m_pieces.end(), flat,
                                   [](qsizetype at, const Piece &p) { return at < p.flat; });
        --it;
        return it->raw + (flat - it->flat);
    }

    QByteArray m_text;
    QList<Piece> m_pieces;
    QList<Fold> m_folds;
};

bool isKnownScheme(QByteArrayView name)
{
    static constexpr const char *known[] = {"basic", "digest", "ntlm", "negotiate", "kerberos", "bearer"};
    return std::any_of(std::begin(known), std::end(known), [&](const char *k) {
        return name.compare(QByteArrayView(k), Qt::CaseInsensitive) == 0;
    });
}

/// A list of challenges (RFC 9110 section 11.6.1) in one field value. Each step moves on, so the time
/// is linear; what cannot be read is passed over to the next comma.
class Parser
{
public:
    explicit Parser(QByteArrayView raw) : m_flat(raw), m_text(m_flat.text()) { }

    QList<Challenge> run()
    {
        bool element = false;  // something since the last comma
        bool afterComma = true;
        while (true) {
            skipSpace();
            if (atEnd())
                break;
            if (m_text[m_at] == ',') {
                if (!element)
                    emptyElement();
                element = false;
                afterComma = true;
                ++m_at;
                continue;
            }
            element = true;
            readElement(afterComma);
            afterComma = false;
        }
        if (!element && !m_text.isEmpty() && m_commas)
            emptyElement();
        finish();
        return std::move(m_found);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char at(qsizetype i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    void skipSpace() { m_at = spaceEnd(m_at); }
    qsizetype spaceEnd(qsizetype i) const
    {
        while (i < m_text.size() && isSpace(m_text[i]))
            ++i;
        return i;
    }
    qsizetype tokenEnd(qsizetype i) const
    {
        while (i < m_text.size() && isTokenChar(m_text[i]))
            ++i;
        return i;
    }
    bool endsElement(qsizetype i) const { return i >= m_text.size() || m_text[i] == ','; }

    void emptyElement()
    {
        if (m_open)
            note(m_current, problem::emptyElement);
        else
            m_emptyBefore = true;
    }

    void begin(qsizetype start, QByteArrayView scheme)
    {
        finish();
        m_open = true;
        m_current = Challenge();
        m_names.clear();
        m_current.scheme = scheme.toByteArray();
        m_start = start;
        m_end = start + scheme.size();
        m_afterEmptyValue = false;
        if (std::exchange(m_emptyBefore, false))
            note(m_current, problem::emptyElement);
    }

    void finish()
    {
        if (!std::exchange(m_open, false))
            return;
        if (m_found.size() >= maxChallenges) {
            note(m_found.last(), problem::tooMany);
            return;
        }
        m_current.span = m_flat.raw(m_start, m_end);
        m_flat.noteFolds(m_start, m_at, m_current);
        noteBytes();
        noteScheme();
        m_found.append(std::move(m_current));
    }

    void noteBytes()
    {
        const QByteArrayView text = m_text.sliced(m_start, m_end - m_start);
        bool control = false;
        bool high = false;
        bool bidi = false;
        for (qsizetype i = 0; i < text.size(); ++i) {
            control |= isControl(text[i]);
            if (!isNonAscii(text[i]))
                continue;
            high = true;
            // U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 in UTF-8.
            const auto byte = [&](qsizetype k) {
                return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u;
            };
            if (byte(i) == 0xd8u)
                bidi |= byte(i + 1) == 0x9cu;
            else if (byte(i) == 0xe2u && byte(i + 1) == 0x80u)
                bidi |= byte(i + 2) == 0x8eu || byte(i + 2) == 0x8fu
                    || (byte(i + 2) >= 0xaau && byte(i + 2) <= 0xaeu);
            else if (byte(i) == 0xe2u && byte(i + 1) == 0x81u)
                bidi |= byte(i + 2) >= 0xa6u && byte(i + 2) <= 0xa9u;
        }
        if (control)
            note(m_current, problem::controlCharacter);
        if (high)
            note(m_current, problem::nonAscii);
        if (bidi)
            note(m_current, problem::bidiControl);
    }

    /// What the scheme's own RFC asks for.
    void noteScheme()
    {
        const bool basic = m_current.is("basic");
        const bool digest = m_current.is("digest");
        for (const ChallengeParam &p : std::as_const(m_current.params)) {
            if (p.value.size() >= longValueBytes)
                note(m_current, problem::longValue);
            if (p.name == "realm" && !p.quoted)
                note(m_current, problem::unquotedRealm);
            if (!digest)
                continue;
            if (p.name == "nonce" && !p.quoted)
                note(m_current, problem::unquotedNonce);
            else if (p.name == "opaque" && !p.quoted)
                note(m_current, problem::unquotedOpaque);
            else if (p.quoted && (p.name == "algorithm" || p.name == "stale" || p.name == "userhash"))
                note(m_current, problem::quotedToken);
        }
        if (m_current.token68 && m_current.token68->size() >= longValueBytes)
            note(m_current, problem::longValue);
        if ((basic || digest) && !m_current.paramEntry("realm"))
            note(m_current, problem::noRealm);
        if (!digest)
            return;
        if (!m_current.paramEntry("nonce"))
            note(m_current, problem::noNonce);
        const ChallengeParam *qop = m_current.paramEntry("qop");
        if (qop && trimmed(qop->value).isEmpty())
            note(m_current, problem::emptyQop);
        const ChallengeParam *algorithm = m_current.paramEntry("algorithm");
        if (algorithm) {
            static constexpr const char *known[] = {"md5", "md5-sess", "sha-256", "sha-256-sess",
                                                    "sha-512-256", "sha-512-256-sess"};
            const bool supported = std::any_of(std::begin(known), std::end(known), [&](const char *k) {
                return algorithm->value.compare(QByteArrayView(k), Qt::CaseInsensitive) == 0;
            });
            if (!supported)
                note(m_current, problem::unsupportedAlgorithm);
        }
    }

    void readElement(bool afterComma)
    {
        const qsizetype start = m_at;
        const qsizetype end = tokenEnd(start);
        if (end == start) {
            strayText(problem::trailingText);
            return;
        }
        const qsizetype next = spaceEnd(end);
        // "Digest =x" is a scheme with something broken behind it, "This = that" a parameter.
        const bool scheme = next != end && isKnownScheme(m_text.sliced(start, end - start));
        if (at(next) == '=' && !scheme) {
            if (!m_open) {
                begin(start, {});
                m_current.readable = false;
                note(m_current, problem::paramWithoutScheme);
            } else if (!afterComma) {
                note(m_current, problem::missingComma);
                if (next != end) {
                    // "realm=foo bar = baz": bar may be a scheme or a name, so it is neither.
                    strayText(problem::trailingText);
                    return;
                }
            }
            readParam();
            return;
        }
        if (m_open && !afterComma && !startsChallenge(start, end)) {
            strayText(problem::trailingText);
            return;
        }
        if (m_open && m_afterEmptyValue && endsElement(next)) {
            // "key=, value": the word is the value that went astray, not a scheme.
            strayText(problem::trailingText);
            return;
        }
        if (m_open && !afterComma)
            note(m_current, problem::missingComma);
        begin(start, m_text.sliced(start, end - start));
        m_at = end;
        readAfterScheme();
    }

    /// After a missing comma: is the word a scheme? Only where a parameter follows, or it is a well-known
    /// name.
    bool startsChallenge(qsizetype start, qsizetype end) const
    {
        if (!isSpace(at(end)) && !endsElement(end))
            return false;
        if (isKnownScheme(m_text.sliced(start, end - start)))
            return true;
        const qsizetype name = spaceEnd(end);
        const qsizetype nameEnd = tokenEnd(name);
        return nameEnd > name && at(spaceEnd(nameEnd)) == '=';
    }

    void readAfterScheme()
    {
        const qsizetype schemeEnd = m_at;
        const qsizetype start = spaceEnd(schemeEnd);
        if (endsElement(start)) {
            m_at = start;
            return;
        }
        if (start == schemeEnd) {
            // Something that is no token character is glued to the scheme.
            m_current.readable = false;
            strayText(problem::badTokenChar);
            return;
        }
        if (m_text.sliced(schemeEnd, start - schemeEnd).contains('\t'))
            note(m_current, problem::tabSeparator);
        m_at = start;

        qsizetype end = start;
        while (end < m_text.size() && isToken68Char(m_text[end]))
            ++end;
        const qsizetype run = end;
        while (at(end) == '=' && end < m_text.size())
            ++end;
        if (run > start && endsElement(spaceEnd(end))) {
            m_current.token68 = m_text.sliced(start, end - start).toByteArray();
            m_end = end;
            m_at = end;
            // Basic and Digest use no token68: "qop=" is a parameter without its value.
            if (end - run == 1 && (m_current.is("basic") || m_current.is("digest")))
                note(m_current, problem::emptyValue);
            return;
        }
        const qsizetype nameEnd = tokenEnd(start);
        if (nameEnd > start && at(spaceEnd(nameEnd)) == '=') {
            readParam();
            return;
        }
        m_current.readable = false;
        if (run == start) {
            strayText(problem::badToken68);
            return;
        }
        // Two words and more: "close Bearer realm=..." lacks a comma, other text is just text.
        const qsizetype word = spaceEnd(end);
        const qsizetype wordEnd = tokenEnd(word);
        const bool param = word > end && wordEnd > word && at(wordEnd) == '=';
        strayText(param ? problem::missingComma : problem::trailingText);
    }

    /// At a name that is followed by [BWS] "=".
    void readParam()
    {
        const qsizetype start = m_at;
        qsizetype end = tokenEnd(start);
        ChallengeParam param;
        param.name = m_text.sliced(start, end - start).toByteArray().toLower();
        qsizetype i = spaceEnd(end);
        bool blank = i != end;
        ++i; // "="
        const qsizetype value = spaceEnd(i);
        blank |= value != i && !endsElement(value);
        if (blank)
            note(m_current, problem::badWhiteSpace);
        bool keep = true;
        m_afterEmptyValue = false;
        if (at(value) == '"') {
            param.quoted = true;
            keep = readQuoted(value, param.value);
        } else if (endsElement(value)) {
            note(m_current, problem::emptyValue);
            m_afterEmptyValue = true;
            keep = false;
            m_at = i;
        } else {
            m_at = value;
            bool clean = true;
            while (m_at < m_text.size() && !isSpace(m_text[m_at]) && m_text[m_at] != ',') {
                clean &= isTokenChar(m_text[m_at]);
                ++m_at;
            }
            if (!clean)
                note(m_current, problem::badTokenChar);
            param.value = m_text.sliced(value, m_at - value).toByteArray();
        }
        m_end = m_at;
        if (m_current.token68)
            note(m_current, problem::trailingText);
        if (!keep)
            return;
        if (m_current.params.size() >= maxChallengeParams) {
            note(m_current, problem::tooMany);
            return;
        }
        param.span = m_flat.raw(start, m_at);
        if (m_names.contains(param.name))
            note(m_current, problem::duplicateParam);
        m_names.insert(param.name);
        m_current.params.append(std::move(param));
    }

    /// At the opening quote. False: it breaks off inside a quoted-pair, and there is no value.
    bool readQuoted(qsizetype start, QByteArray &value)
    {
        qsizetype i = start + 1;
        qsizetype copied = i;
        while (i < m_text.size() && m_text[i] != '"') {
            if (m_text[i] != '\\') {
                ++i;
                continue;
            }
            value.append(m_text.sliced(copied, i - copied));
            if (i + 1 >= m_text.size()) {
                m_at = m_text.size();
                note(m_current, problem::unterminatedQuote);
                return false;
            }
            copied = i + 1;
            i += 2;
        }
        value.append(m_text.sliced(copied, std::min(i, m_text.size()) - copied));
        if (i >= m_text.size()) {
            note(m_current, problem::unterminatedQuote);
            m_at = m_text.size();
        } else {
            m_at = i + 1;
        }
        return true;
    }

    /// Passes over text that fits nowhere, to the next comma. A quoted-string in it is passed over whole
    /// where it opens as one would.
    void strayText(QLatin1StringView id)
    {
        if (!m_open) {
            begin(m_at, {});
            m_current.readable = false;
            note(m_current, problem::noScheme);
        }
        note(m_current, id);
        qsizetype last = m_at;
        char before = ' ';
        while (m_at < m_text.size() && m_text[m_at] != ',') {
            const char c = m_text[m_at];
            if (c == '"' && (isSpace(before) || before == '=')) {
                QByteArray unused;
                readQuoted(m_at, unused);
                last = m_at;
                before = '"';
                continue;
            }
            ++m_at;
            if (!isSpace(c))
                last = m_at;
            before = c;
        }
        m_end = std::max(m_end, last);
    }

    FlatValue m_flat;
    QByteArrayView m_text;
    qsizetype m_at = 0;
    QList<Challenge> m_found;
    Challenge m_current;
    QSet<QByteArray> m_names;
    bool m_open = false;
    bool m_emptyBefore = false;
    bool m_afterEmptyValue = false;
    bool m_commas = m_text.contains(',');
    qsizetype m_start = 0;
    qsizetype m_end = 0;
};

} // namespace

const ChallengeParam *Challenge::paramEntry(QByteArrayView name) const
{
    for (const ChallengeParam &p : params) {
        if (p.name == name)
            return &p;
    }
    return nullptr;
}

std::optional<QByteArray> Challenge::param(QByteArrayView name) const
{
    const ChallengeParam *entry = paramEntry(name);
    return entry ? std::optional<QByteArray>(entry->value) : std::nullopt;
}

QList<QByteArray> Challenge::doubledParams() const
{
    QList<QByteArray> doubled;
    for (const ChallengeParam &p : params) {
        if (paramEntry(p.name) != &p && !doubled.contains(p.name))
            doubled.append(p.name);
    }
    return doubled;
}

QList<Challenge> parseChallenges(const HttpHead &head, QByteArrayView headBytes, QByteArrayView fieldName)
{
    QList<Challenge> all;
    qsizetype index = 0;
    for (const HttpField *field : head.all(fieldName)) {
        QList<Challenge> found = parseChallengeValue(field->valueSpan.in(headBytes));
        for (Challenge &challenge : found) {
            if (all.size() >= maxChallenges) {
                note(all.last(), problem::tooMany);
                return all;
            }
            challenge.fieldIndex = index;
            challenge.span.start += field->valueSpan.start;
            for (ChallengeParam &p : challenge.params)
                p.span.start += field->valueSpan.start;
            all.append(std::move(challenge));
        }
        ++index;
    }
    return all;
}

QList<Challenge> parseChallengeValue(QByteArrayView value)
{
    return Parser(value).run();
}

} // namespace pt
