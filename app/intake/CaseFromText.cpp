// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/CaseFromText.h"

#include "intake/FieldProblems.h"
#include "model/RunLimits.h"
#include "protocol/AsciiChars.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"
#include "protocol/KnownClients.h"
#include "protocol/Masking.h"
#include "protocol/ResponseReader.h"
#include "protocol/TokenReading.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 16 * 1024 * 1024;
constexpr qsizetype longestStartLine = 8 * 1024;
constexpr qsizetype mostExchanges = 1000;
constexpr qsizetype mostPieces = 4 * mostExchanges;
constexpr qsizetype mostTargets = 16;

/// One message of the text: its head with line ends, and what stands behind it.
struct Piece
{
    bool response = false;
    QByteArray head;
    QByteArray body;
};

struct TextLine
{
    QByteArrayView text; ///< without its line end
    QByteArrayView end;
};

/// Calls `each` for every line until it returns false; no list of lines is made, as a text may be
/// nothing but line ends.
template<typename Each>
void forEachLine(QByteArrayView text, Each each)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype lf = text.indexOf('\n', at);
        const qsizetype next = lf < 0 ? text.size() : lf + 1;
        qsizetype end = lf < 0 ? text.size() : lf;
        if (end > at && text[end - 1] == '\r')
            --end;
        if (!each(TextLine{text.sliced(at, end - at), text.sliced(end, next - end)}))
            return;
        at = next;
    }
}

enum class StartLine { None, Request, Response };

StartLine startLineOf(QByteArrayView line)
{
    if (line.size() > longestStartLine)
        return StartLine::None;
    const bool status = line.startsWith("HTTP/");
    if (!status && (line.isEmpty() || !ascii::isTokenChar(line[0]) || line.lastIndexOf(" HTTP/") < 0))
        return StartLine::None;
    const std::optional<HttpHead> head = parseHead(line);
    if (!head)
        return StartLine::None;
    return head->isResponse ? StartLine::Response : StartLine::Request;
}

/// "> " or "< " as curl prints before each line of a head.
char prefixOf(QByteArrayView line)
{
    if (line.isEmpty() || (line[0] != '>' && line[0] != '<'))
        return 0;
    return line.size() == 1 || line[1] == ' ' ? line[0] : char(0);
}

/// A paste often loses the CR of each line; it stands for the bytes that crossed the wire.
QByteArray lineEnd(QByteArrayView end, bool hasCrLf)
{
    return hasCrLf && !end.isEmpty() ? end.toByteArray() : QByteArray("\r\n");
}

/// Lines with "> " and "< " are heads; lines between them that are not curl's own notes are body.
QList<Piece> prefixedPieces(QByteArrayView text, bool hasCrLf)
{
    QList<Piece> pieces;
    bool inHead = false;
    forEachLine(text, [&](const TextLine &line) {
        const char prefix = prefixOf(line.text);
        if (prefix == 0) {
            const bool note = line.text.startsWith("* ") || line.text.startsWith("{ [") || line.text.startsWith("} [");
            if (!pieces.isEmpty() && !inHead && !note)
                pieces.last().body.append(line.text).append(line.end);
            return true;
        }
        const QByteArrayView own = line.text.sliced(std::min<qsizetype>(line.text.size(), 2));
        const StartLine start = startLineOf(own);
        if (start != StartLine::None) {
            if (pieces.size() >= mostPieces)
                return false;
            pieces.append({start == StartLine::Response, {}, {}});
            inHead = true;
        } else if (!inHead) {
            return true;
        }
        pieces.last().head.append(own).append(lineEnd(line.end, hasCrLf));
        if (own.isEmpty())
            inHead = false;
        return true;
    });
    return pieces;
}

QList<Piece> plainPieces(QByteArrayView text, bool hasCrLf)
{
    QList<Piece> pieces;
    bool inHead = false;
    forEachLine(text, [&](const TextLine &line) {
        const StartLine start = startLineOf(line.text);
        if (start != StartLine::None) {
            if (pieces.size() >= mostPieces)
                return false;
            pieces.append({start == StartLine::Response, {}, {}});
            inHead = true;
        }
        if (pieces.isEmpty())
            return true;
        if (!inHead) {
            pieces.last().body.append(line.text).append(line.end);
            return true;
        }
        pieces.last().head.append(line.text).append(lineEnd(line.end, hasCrLf));
        if (line.text.isEmpty())
            inHead = false;
        return true;
    });
    return pieces;
}

/// The scheme word of a credentials value, lower-case.
QString schemeOf(QByteArrayView value)
{
    qsizetype end = 0;
    while (end < value.size() && ascii::isTokenChar(value[end]))
        ++end;
    return QString::fromLatin1(value.first(end)).toLower();
}

QString absoluteTarget(const HttpHead &request, bool insideTunnel)
{
    const QString target = QString::fromLatin1(request.requestTarget);
    if (request.method.compare("CONNECT", Qt::CaseInsensitive) == 0) {
        const QString authority = target.endsWith(":443"_L1) ? target.chopped(4) : target;
        return u"https://"_s + authority + u'/';
    }
    if (target.contains("://"_L1))
        return target;
    const HttpField *host = request.field("Host");
    if (!host)
        return target;
    return (insideTunnel ? u"https://"_s : u"http://"_s) + QString::fromLatin1(host->value) + target;
}

/// A 407 after an answer refuses it, unless it carries the next leg of the same scheme, or says that only the
/// nonce was too old. A 401 to CONNECT can only be the proxy's.
bool isRejected(const Exchange &exchange, const HttpHead &response)
{
    if (exchange.answeredScheme.isEmpty())
        return false;
    if (response.status == 401)
        return exchange.form == ExchangeForm::Connect;
    if (response.status != 407)
        return false;
    const QList<Challenge> challenges = parseChallenges(response, exchange.response.head, "Proxy-Authenticate");
    return std::none_of(challenges.begin(), challenges.end(), [&](const Challenge &c) {
        if (QString::fromLatin1(c.scheme).toLower() != exchange.answeredScheme)
            return false;
        const QByteArray stale = c.param("stale").value_or(QByteArray());
        return c.token68.has_value() || stale.compare("true", Qt::CaseInsensitive) == 0;
    });
}

SecretFacts factsOf(const Placeholder &basic)
{
    SecretFacts facts;
    facts.lengthClass = basic.fields.value(u"password-length"_s);
    const QString kind = basic.fields.value(u"password-kind"_s);
    facts.validUtf8 = kind != u"latin-1"_s;
    facts.nonAscii = kind == u"latin-1"_s || kind == u"utf-8"_s;
    facts.colon = basic.fields.contains(u"colons"_s);
    const QStringList list = basic.fields.value(u"password-facts"_s).split(u'+');
    facts.leadingOrTrailingSpace = list.contains(u"edge-space"_s);
    facts.invisible = list.contains(u"invisible"_s);
    facts.smartQuote = list.contains(u"smart-quote"_s);
    facts.percentEscape = list.contains(u"percent-escape"_s);
    facts.control = list.contains(u"control"_s);
    return facts;
}

class Builder
{
public:
    void add(Piece piece)
    {
        // A paste may end before the empty line.
        if (!piece.head.endsWith("\n\r\n") && !piece.head.endsWith("\n\n"))
            piece.head.append("\r\n");
        if (piece.response)
            addResponse(piece);
        else
            addRequest(piece);
    }

    Case take()
    {
        for (Exchange &exchange : m_case.exchanges) {
            if (exchange.response.head.isEmpty()) {
                exchange.end = ExchangeEnd::Cancelled;
                exchange.endDetail = u"no-answer-in-text"_s;
            }
        }
        m_case.origin = CaseOrigin::RawText;
        return std::move(m_case);
    }

    bool isFull() const { return m_case.exchanges.size() >= mostExchanges; }

private:
    Exchange &begin()
    {
        Exchange exchange;
        exchange.id = int(m_case.exchanges.size()) + 1;
        exchange.form = ExchangeForm::Imported;
        exchange.connection = m_connection;
        m_case.exchanges.append(exchange);
        return m_case.exchanges.last();
    }

    void addRequest(const Piece &piece)
    {
        Exchange &exchange = begin();
        m_open = true;
        exchange.request.head = maskedHead(piece.head.left(RunLimits().headerBlockBytes));
        exchange.request.headComplete = true;
        // A request's body may hold secrets, and proves nothing about a proxy.
        exchange.request.bodyBytes = piece.body.trimmed().size();
        exchange.request.bodyComplete = true;
        exchange.decoded += readHeadTokens(piece.head.left(RunLimits().headerBlockBytes),
                                           exchange.request.head);
        const std::optional<HttpHead> head = parseHead(exchange.request.head);
        if (!head)
            return;
        const bool connect = head->method.compare("CONNECT", Qt::CaseInsensitive) == 0;
        if (connect) {
            exchange.form = ExchangeForm::Connect;
            m_tunnel = 0;
        } else if (head->requestTarget.contains("://")) {
            exchange.form = ExchangeForm::PlainRequest;
            m_tunnel = 0;
        } else if (m_tunnel > 0) {
            exchange.form = ExchangeForm::InsideTunnel;
            exchange.tunnelOf = m_tunnel;
        }
        exchange.target = absoluteTarget(*head, m_tunnel > 0);
        if (!m_case.input.targets.contains(exchange.target) && m_case.input.targets.size() < mostTargets)
            m_case.input.targets.append(exchange.target);

        exchange.stage = exchange.form == ExchangeForm::InsideTunnel ? StageId::Target : StageId::Challenge;
        const HttpField *answer = head->field("Proxy-Authorization");
        if (answer && exchange.form != ExchangeForm::InsideTunnel) {
            exchange.stage = StageId::SignIn;
            exchange.answeredScheme = schemeOf(answer->value);
            ++m_case.attempts.sent;
            noteCredentials(answer->value);
        }
    }

    void noteCredentials(QByteArrayView value)
    {
        const std::optional<Placeholder> placeholder = readPlaceholder(value);
        if (!placeholder || placeholder->kind != "basic" || !placeholder->fields.contains(u"user"_s)
            || m_case.input.secret)
            return;
        m_case.input.user = placeholder->fields.value(u"user"_s);
        m_case.input.secret = factsOf(*placeholder);
        m_case.input.problems = fieldProblems(m_case.input.user, &*m_case.input.secret, {});
    }

    void addResponse(const Piece &piece)
    {
        const std::optional<HttpHead> head = parseHead(piece.head);
        const bool interim = head && head->status >= 100 && head->status < 200 && head->status != 101;
        if (interim) {
            if (m_open)
                ++m_case.exchanges.last().interimResponses;
            return;
        }
        Exchange &exchange = m_open ? m_case.exchanges.last() : begin();
        m_open = false;
        const RunLimits limits;
        const bool connect = exchange.form == ExchangeForm::Connect;
        exchange.response.head = maskedHead(piece.head.left(limits.headerBlockBytes));
        exchange.response.headComplete = true;
        exchange.decoded += readHeadTokens(piece.head.left(limits.headerBlockBytes),
                                           exchange.response.head);
        readBody(exchange, piece, head && !head->problems.contains("version-not-1"_L1), connect);
        if (!head)
            return;
        exchange.answerRejected = isRejected(exchange, *parseHead(exchange.response.head));
        if (exchange.answerRejected)
            ++m_case.attempts.rejected;
        if (connect && head->status / 100 == 2) {
            m_tunnel = exchange.id;
            if (exchange.answeredScheme.isEmpty())
                exchange.stage = StageId::Tunnel;
        } else if (head->status != 407 && exchange.answeredScheme.isEmpty() && !connect) {
            exchange.stage = StageId::Target;
        }
        if (!exchange.peerKeptOpen && m_tunnel == 0)
            ++m_connection;
    }

    void readBody(Exchange &exchange, const Piece &piece, bool framed, bool connect) const
    {
        Message &message = exchange.response;
        if (framed) {
            ResponseReader reader(RunLimits(), connect);
            reader.feed(piece.head);
            reader.feed(piece.body);
            reader.closed();
            if (reader.head()) {
                message.body = reader.body();
                message.bodyBytes = reader.bodyBytes();
                message.bodyComplete = reader.state() == ResponseReader::State::Complete;
                // An abbreviated or re-wrapped paste no longer fits its framing; its words still count.
                if (message.body.isEmpty() && !message.bodyComplete)
                    keepRaw(message, piece.body);
                // Blank lines between pasted messages are not bytes behind the answer.
                const QByteArray rest = reader.leftover();
                if (rest.isEmpty() || !rest.trimmed().isEmpty()) {
                    exchange.peerKeptOpen = reader.reusable();
                } else {
                    ResponseReader exact(RunLimits(), connect);
                    exact.feed(piece.head);
                    exact.feed(piece.body.chopped(rest.size()));
                    exchange.peerKeptOpen = exact.reusable();
                }
                return;
            }
        }
        keepRaw(message, piece.body);
    }

    static void keepRaw(Message &message, const QByteArray &body)
    {
        message.body = body.left(RunLimits().bodyKeptBytes);
        message.bodyBytes = body.size();
    }

    Case m_case;
    bool m_open = false;  ///< the last exchange waits for its response
    int m_tunnel = 0;     ///< id of the CONNECT whose tunnel what follows is in
    int m_connection = 1;
};

} // namespace

Result<Case> caseFromText(QByteArrayView text)
{
    const QString operation = u"read-text"_s;
    if (text.size() > longestText)
        return fail(u"intake.too-large"_s, operation, QString::number(text.size()));
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    if (text.trimmed().isEmpty())
        return fail(u"intake.empty"_s, operation);

    const bool hasCrLf = text.contains("\r\n");
    bool prefixed = false;
    forEachLine(text, [&](const TextLine &line) {
        prefixed = prefixOf(line.text)
            && startLineOf(line.text.sliced(std::min<qsizetype>(line.text.size(), 2))) != StartLine::None;
        return !prefixed;
    });
    QList<Piece> pieces = prefixed ? prefixedPieces(text, hasCrLf) : plainPieces(text, hasCrLf);
    const ClientMessage *message = knownClients().messageIn(text);
    if (pieces.isEmpty() && !message)
        return fail(u"intake.not-http"_s, operation);
    Builder builder;
    for (Piece &piece : pieces) {
        if (builder.isFull())
            break;
        builder.add(std::exchange(piece, {}));
    }
    Case made = builder.take();
    if (message)
        made.clientMessage = QString::fromUtf8(message->text);
    if (made.exchanges.isEmpty() && !message)
        return fail(u"intake.not-http"_s, operation);
    return made;
}

} // namespace pt
