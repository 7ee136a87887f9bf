// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/HttpHead.h"

#include "protocol/AsciiChars.h"

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

void note(QStringList &problems, QLatin1StringView id)
{
    if (!problems.contains(id))
        problems.append(QString(id));
}

struct Line
{
    ByteSpan span; ///< without the line end
    bool terminated = false;
};

/// Takes lines off a head; only LF ends one (RFC 9112 section 2.2).
class Lines
{
public:
    explicit Lines(QByteArrayView bytes) : m_bytes(bytes) { }

    bool atEnd() const { return m_at >= m_bytes.size(); }
    char peek() const { return m_bytes[m_at]; }

    Line next(QStringList &problems)
    {
        const qsizetype start = m_at;
        const qsizetype lf = m_bytes.indexOf('\n', m_at);
        Line line;
        qsizetype end = lf < 0 ? m_bytes.size() : lf;
        m_at = lf < 0 ? end : lf + 1;
        line.terminated = lf >= 0;
        if (end > start && m_bytes[end - 1] == '\r')
            --end;
        else if (line.terminated)
            note(problems, "bare-lf"_L1);
        line.span = {start, end - start};
        if (line.span.in(m_bytes).contains('\r'))
            note(problems, "lone-cr"_L1);
        return line;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

enum class Version { One, Later, None };

/// "HTTP/1.x" is the wire's; "HTTP/2" and "HTTP/3" never cross it as text, but tools print them so.
Version readVersion(QByteArrayView text)
{
    if (text.size() == 8 && text.startsWith("HTTP/1.") && ascii::isDigit(text[7]))
        return Version::One;
    if (text == "HTTP/2" || text == "HTTP/3")
        return Version::Later;
    return Version::None;
}

bool readStatusLine(QByteArrayView bytes, HttpHead &head)
{
    const ByteSpan span = head.startLineSpan;
    const QByteArrayView line = span.in(bytes);
    qsizetype space = line.indexOf(' ');
    const QByteArrayView versionText = space < 0 ? line : line.first(space);
    const Version version = readVersion(versionText);
    if (version == Version::None)
        return false;
    if (version == Version::Later)
        note(head.problems, "version-not-1"_L1);
    head.isResponse = true;
    head.version = versionText.toByteArray();

    qsizetype at = space < 0 ? line.size() : space;
    while (at < line.size() && ascii::isSpace(line[at]))
        ++at;
    qsizetype end = at;
    while (end < line.size() && !ascii::isSpace(line[end]))
        ++end;
    const QByteArrayView code = line.sliced(at, end - at);
    head.statusSpan = {span.start + at, code.size()};
    if (code.size() == 3 && ascii::isDigit(code[0]) && ascii::isDigit(code[1]) && ascii::isDigit(code[2])
        && code[0] != '0') {
        head.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
        if (head.status >= 600)
            note(head.problems, "unusual-status"_L1);
    } else {
        note(head.problems, "bad-status"_L1);
    }

    if (end < line.size())
        ++end;
    const QByteArrayView reason = line.sliced(end);
    head.reason = reason.toByteArray();
    head.reasonSpan = {span.start + end, reason.size()};
    if (reason.isEmpty())
        note(head.problems, "missing-reason"_L1);
    for (const char c : reason) {
        if (ascii::isControl(c)) {
            note(head.problems, "control-in-reason"_L1);
            break;
        }
    }
    return true;
}

bool readRequestLine(QByteArrayView bytes, HttpHead &head)
{
    const QByteArrayView line = ascii::trimmed(head.startLineSpan.in(bytes));
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return false;
    const QByteArrayView method = line.first(first);
    const QByteArrayView versionText = line.sliced(last + 1);
    const Version version = readVersion(versionText);
    if (version == Version::None || !ascii::isToken(method))
        return false;
    const QByteArrayView target = ascii::trimmed(line.sliced(first + 1, last - first - 1));
    if (target.isEmpty())
        return false;
    if (version == Version::Later)
        note(head.problems, "version-not-1"_L1);
    if (target.contains(' ') || target.contains('\t'))
        note(head.problems, "space-in-target"_L1);
    head.method = method.toByteArray();
    head.requestTarget = target.toByteArray();
    head.version = versionText.toByteArray();
    return true;
}

/// One field line with its folds; false: there is no field in it.
bool readField(QByteArrayView bytes, ByteSpan first, const QList<ByteSpan> &folds, HttpField &field,
               QStringList &problems)
{
    const QByteArrayView line = first.in(bytes);
    const qsizetype colon = line.indexOf(':');
    if (colon < 0) {
        note(problems, "no-colon"_L1);
        return false;
    }
    const QByteArrayView name = ascii::trimmed(line.first(colon));
    if (name.isEmpty()) {
        note(problems, "empty-field-name"_L1);
        return false;
    }
    if (name.size() != colon)
        note(problems, "space-before-colon"_L1);
    if (!ascii::isToken(name))
        note(problems, "bad-field-name"_L1);
    field.name = name.toByteArray();
    field.nameSpan = {first.start, name.size()};
    field.lineSpan = {first.start, (folds.isEmpty() ? first.end() : folds.last().end()) - first.start};

    const QByteArrayView own = ascii::trimmed(line.sliced(colon + 1));
    field.value = own.toByteArray();
    qsizetype from = own.isEmpty() ? -1 : own.data() - bytes.data();
    qsizetype to = own.isEmpty() ? -1 : from + own.size();
    for (const ByteSpan &fold : folds) {
        const QByteArrayView part = ascii::trimmed(fold.in(bytes));
        if (part.isEmpty())
            continue;
        if (!field.value.isEmpty())
            field.value.append(' ');
        field.value.append(part);
        const qsizetype at = part.data() - bytes.data();
        if (from < 0)
            from = at;
        to = at + part.size();
    }
    if (from < 0)
        from = to = first.start + colon + 1;
    field.valueSpan = {from, to - from};
    for (const char c : std::as_const(field.value)) {
        if (c == '\0')
            note(problems, "nul-in-value"_L1);
        else if (ascii::isControl(c) && c != '\r')
            note(problems, "control-in-value"_L1);
    }
    return true;
}

} // namespace

const HttpField *HttpHead::field(QByteArrayView name) const
{
    for (const HttpField &f : fields) {
        if (f.name.compare(name, Qt::CaseInsensitive) == 0)
            return &f;
    }
    return nullptr;
}

QList<const HttpField *> HttpHead::all(QByteArrayView name) const
{
    QList<const HttpField *> found;
    for (const HttpField &f : fields) {
        if (f.name.compare(name, Qt::CaseInsensitive) == 0)
            found.append(&f);
    }
    return found;
}

std::optional<HttpHead> parseHead(QByteArrayView bytes, int maxFields)
{
    HttpHead head;
    Lines lines(bytes);
    Line line;
    do {
        if (lines.atEnd())
            return std::nullopt;
        line = lines.next(head.problems);
        if (line.span.length == 0)
            note(head.problems, "leading-empty-line"_L1);
    } while (line.span.length == 0);

    head.startLineSpan = line.span;
    const bool known = line.span.in(bytes).startsWith("HTTP/") ? readStatusLine(bytes, head)
                                                               : readRequestLine(bytes, head);
    if (!known)
        return std::nullopt;

    bool ended = false;
    bool any = false;
    QList<ByteSpan> folds;
    while (!lines.atEnd()) {
        const Line first = lines.next(head.problems);
        if (first.span.length == 0) {
            ended = first.terminated;
            break;
        }
        folds.clear();
        // A line that begins with white space goes on with the one before (obs-fold).
        while (!lines.atEnd() && ascii::isSpace(lines.peek()))
            folds.append(lines.next(head.problems).span);
        if (!any && ascii::isSpace(bytes[first.span.start])) {
            // RFC 9112 section 2.2: such lines before the first field are not to be processed.
            note(head.problems, "leading-space"_L1);
            continue;
        }
        any = true;
        if (!folds.isEmpty())
            note(head.problems, "obs-fold"_L1);
        if (head.fields.size() >= maxFields) {
            note(head.problems, "too-many-fields"_L1);
            continue;
        }
        HttpField field;
        if (readField(bytes, first.span, folds, field, head.problems))
            head.fields.append(std::move(field));
    }
    if (!ended)
        note(head.problems, "no-empty-line"_L1);
    return head;
}

} // namespace pt
