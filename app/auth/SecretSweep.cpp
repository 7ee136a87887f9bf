// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SecretSweep.h"

#include "auth/SecretSpelling.h"

#include <QCryptographicHash>
#include <QStringDecoder>
#include <QStringEncoder>

#include <algorithm>
#include <iterator>
#include <utility>

namespace pt {

namespace {

constexpr qsizetype shortestSecret = 4;

/// Bytes with one kind of escape undone, and where each of them came from. Undoing escapes in what
/// is searched finds also the mixed forms, where only some characters are escaped.
struct View
{
    QByteArray bytes;
    QList<qsizetype> from; ///< one more than bytes: the end

    void add(QByteArrayView some, qsizetype position)
    {
        for (const char byte : some) {
            bytes.append(byte);
            from.append(position);
        }
    }
};

using Range = std::pair<qsizetype, qsizetype>; ///< start and end

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// The number written in `digits`; -1 where it is none or too large to be a character.
int numberIn(QByteArrayView digits, int base)
{
    if (digits.isEmpty() || digits.size() > 8)
        return -1;
    int value = 0;
    for (const char c : digits) {
        const int digit = hexValue(c);
        if (digit < 0 || digit >= base)
            return -1;
        value = value * base + digit;
        if (value > 0x10FFFF)
            return -1;
    }
    return value;
}

QByteArray utf8Of(int codePoint)
{
    const char32_t one[] = {char32_t(codePoint)};
    return QString::fromUcs4(one, 1).toUtf8();
}

View percentUndone(QByteArrayView text, bool plusIsSpace)
{
    View view;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype start = i;
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0
            && hexValue(text[i + 2]) >= 0) {
            const char byte = char(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            view.add(QByteArrayView(&byte, 1), start);
            i += 2;
        } else if (plusIsSpace && text[i] == '+') {
            view.add(" ", start); // application/x-www-form-urlencoded
        } else {
            view.add(text.sliced(i, 1), start);
        }
    }
    view.from.append(text.size());
    return view;
}

View htmlUndone(QByteArrayView text)
{
    static constexpr std::pair<const char *, const char *> names[]
        = {{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
           {"quot", "\""}, {"apos", "'"}, {"nbsp", "\xC2\xA0"}};
    View view;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '&') {
            qsizetype end = i + 1;
            while (end < text.size() && end - i < 12 && text[end] != ';')
                ++end;
            QByteArray undone;
            if (end < text.size() && text[end] == ';') {
                const QByteArrayView name = text.sliced(i + 1, end - i - 1);
                if (name.startsWith('#')) {
                    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
                    const int point = numberIn(name.sliced(hex ? 2 : 1), hex ? 16 : 10);
                    if (point >= 0)
                        undone = utf8Of(point);
                }
                for (const auto &[known, character] : names) {
                    if (name == QByteArrayView(known))
                        undone = QByteArray(character);
                }
            }
            if (!undone.isEmpty()) {
                view.add(undone, i);
                i = end;
                continue;
            }
        }
        view.add(text.sliced(i, 1), i);
    }
    view.from.append(text.size());
    return view;
}

/// JSON string escapes and \xHH; any other escaped character stands for itself, as in the
/// quoted-string of RFC 9110 section 5.6.4.
View backslashUndone(QByteArrayView text)
{
    View view;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype start = i;
        if (text[i] != '\\' || i + 1 >= text.size()) {
            view.add(text.sliced(i, 1), start);
            continue;
        }
        const char next = text[i + 1];
        if (next == 'u' && i + 5 < text.size() && numberIn(text.sliced(i + 2, 4), 16) >= 0) {
            int point = numberIn(text.sliced(i + 2, 4), 16);
            i += 5;
            if (point >= 0xD800 && point < 0xDC00 && i + 6 < text.size() && text[i + 1] == '\\'
                && text[i + 2] == 'u') {
                const int low = numberIn(text.sliced(i + 3, 4), 16);
                if (low >= 0xDC00 && low < 0xE000) {
                    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                    i += 6;
                }
            }
            view.add(utf8Of(point), start);
            continue;
        }
        if (next == 'x' && i + 3 < text.size() && numberIn(text.sliced(i + 2, 2), 16) >= 0) {
            const char byte = char(numberIn(text.sliced(i + 2, 2), 16));
            view.add(QByteArrayView(&byte, 1), start);
            i += 3;
            continue;
        }
        static constexpr std::pair<char, char> escapes[]
            = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'b', '\b'}, {'f', '\f'}};
        char undone = next;
        for (const auto &[letter, character] : escapes) {
            if (letter == next)
                undone = character;
        }
        view.add(QByteArrayView(&undone, 1), start);
        ++i;
    }
    view.from.append(text.size());
    return view;
}

/// A quoted-string whose escaped letter must not be read as a JSON escape: `\n` is n there.
View quotedPairUndone(QByteArrayView text)
{
    View view;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype start = i;
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        view.add(text.sliced(i, 1), start);
    }
    view.from.append(text.size());
    return view;
}

/// The views beside the bytes themselves; none where nothing in them can be an escape.
QList<View> undoneViews(QByteArrayView bytes)
{
    QList<View> views;
    if (bytes.contains('%'))
        views.append(percentUndone(bytes, false));
    if (bytes.contains('+'))
        views.append(percentUndone(bytes, true));
    if (bytes.contains('&'))
        views.append(htmlUndone(bytes));
    if (bytes.contains('\\')) {
        views.append(backslashUndone(bytes));
        views.append(quotedPairUndone(bytes));
    }
    return views;
}

/// The base64 characters that depend on `secret` alone when `before` bytes of a group of three
/// precede it.
QByteArray base64Inside(const QByteArray &secret, int before, QByteArray::Base64Options options)
{
    QByteArray padded = QByteArray(before, '\0') + secret;
    QByteArray encoded = padded.toBase64(options | QByteArray::OmitTrailingEquals);
    wipeMemory(padded.data(), padded.size());
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype last = padded.size() * 8 / 6;
    return encoded.mid(first, last - first);
}

QByteArray separated(const QByteArray &hex, char separator)
{
    QByteArray result;
    for (qsizetype i = 0; i < hex.size(); i += 2) {
        if (i > 0)
            result.append(separator);
        result.append(hex.mid(i, 2));
    }
    return result;
}

/// The bytes a program could hold the secret as, before any text encoding of bytes.
QList<QByteArray> byteForms(QByteArrayView secret)
{
    QList<QByteArray> forms{secret.toByteArray()};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(secret);
    if (!decoder.hasError()) {
        QStringEncoder latin1(QStringEncoder::Latin1);
        const QByteArray bytes = latin1(text);
        if (!latin1.hasError())
            forms.append(bytes);
        forms.append(QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(text)));
        forms.append(QByteArray(QStringEncoder(QStringEncoder::Utf16BE)(text)));
        // What stands for a password in NTLM: MD4 of its UTF-16LE form.
        forms.append(QCryptographicHash::hash(forms.at(forms.size() - 2), QCryptographicHash::Md4));
        wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
    }
    // UTF-8 bytes shown one character an octet, as in the JSON of a Case, and written as UTF-8
    // again.
    forms.append(QString::fromLatin1(secret).toUtf8());
    return forms;
}

void collectHits(QByteArrayView bytes, const QList<QByteArray> &spellings, QList<Range> *hits)
{
    for (const QByteArray &spelling : spellings) {
        for (qsizetype at = bytes.indexOf(spelling); at >= 0; at = bytes.indexOf(spelling, at + 1))
            hits->append({at, at + spelling.size()});
    }
}

} // namespace

SecretSweep::SecretSweep(const QList<const Secret *> &given)
{
    std::vector<Secret> others;
    for (const Secret *secret : given) {
        for (std::optional<Secret> (*const other)(const Secret &) :
             {static_cast<std::optional<Secret> (*)(const Secret &)>(cleaned),
              static_cast<std::optional<Secret> (*)(const Secret &)>(percentDecoded)}) {
            std::optional<Secret> spelled = secret ? other(*secret) : std::nullopt;
            if (spelled && spelled->reveal().size() >= shortestSecret)
                others.push_back(std::move(*spelled));
        }
    }
    QList<const Secret *> secrets = given;
    for (const Secret &other : others)
        secrets.append(&other);
    for (const Secret *secret : std::as_const(secrets)) {
        if (!secret || secret->isEmpty())
            continue;
        if (secret->reveal().size() < shortestSecret) {
            ++m_unsweepable;
            continue;
        }
        QList<QByteArray> forms = byteForms(secret->reveal());
        for (QByteArray &form : forms) {
            m_spellings.append(form);
            for (const auto alphabet :
                 {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
                for (int before = 0; before < 3; ++before)
                    m_spellings.append(base64Inside(form, before, alphabet));
            }
            for (const QByteArray &hex : {form.toHex(), form.toHex().toUpper()}) {
                m_spellings.append(hex);
                for (const char separator : {' ', ':', '-'})
                    m_spellings.append(separated(hex, separator));
            }
        }
        for (QByteArray &form : forms)
            wipeMemory(form.data(), form.size());
    }
    std::sort(m_spellings.begin(), m_spellings.end(), [](const QByteArray &a, const QByteArray &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    m_spellings.erase(std::unique(m_spellings.begin(), m_spellings.end()), m_spellings.end());
}

SecretSweep::~SecretSweep()
{
    for (QByteArray &spelling : m_spellings)
        wipeMemory(spelling.data(), spelling.size());
}

bool SecretSweep::finds(QByteArrayView bytes) const
{
    const auto inside = [this](QByteArrayView where) {
        return std::any_of(
            m_spellings.cbegin(), m_spellings.cend(),
            [where](const QByteArray &spelling) { return where.contains(spelling); });
    };
    if (m_spellings.isEmpty())
        return false;
    if (inside(bytes))
        return true;
    const QList<View> views = undoneViews(bytes);
    return std::any_of(views.cbegin(), views.cend(),
                       [&inside](const View &view) { return inside(view.bytes); });
}

QByteArray SecretSweep::scrubbed(QByteArrayView bytes) const
{
    if (m_spellings.isEmpty() || bytes.isEmpty())
        return bytes.toByteArray();
    QList<Range> hits;
    collectHits(bytes, m_spellings, &hits);
    for (const View &view : undoneViews(bytes)) {
        QList<Range> inView;
        collectHits(view.bytes, m_spellings, &inView);
        for (const Range &hit : inView)
            hits.append({view.from.at(hit.first), view.from.at(hit.second)});
    }
    if (hits.isEmpty())
        return bytes.toByteArray();
    std::sort(hits.begin(), hits.end());

    // The mark itself must not spell a secret, such as the password "secret".
    QByteArray mark;
    for (const QByteArrayView candidate : {"[secret]", "[withheld]", "[-]"}) {
        mark = candidate.toByteArray();
        if (!finds(mark))
            break;
    }
    QByteArray result;
    qsizetype done = 0;
    for (const Range &hit : std::as_const(hits)) {
        if (hit.second <= done)
            continue;
        if (hit.first >= done) {
            result.append(bytes.sliced(done, hit.first - done));
            result.append(mark);
        }
        done = hit.second; // an overlapping hit lengthens the one before
    }
    result.append(bytes.sliced(done));
    return result;
}

} // namespace pt
