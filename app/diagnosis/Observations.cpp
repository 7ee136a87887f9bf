// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Observations.h"

#include "diagnosis/Products.h"
#include "diagnosis/ProxyMarks.h"
#include "protocol/DigestChallenge.h"
#include "protocol/Masking.h"
#include "protocol/PortGuess.h"

#include <QUrl>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool equalIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// host:port of a CONNECT target, an IPv6 literal in brackets.
void readAuthority(const QString &authority, QString &host, int &port)
{
    const qsizetype colon = authority.lastIndexOf(u':');
    const qsizetype bracket = authority.lastIndexOf(u']');
    if (colon > bracket) {
        host = authority.left(colon);
        port = authority.mid(colon + 1).toInt();
    } else {
        host = authority;
        port = 0;
    }
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (port < 0 || port > 65535)
        port = 0;
}

void readTarget(ExchangeView &view)
{
    QString text = view.exchange->target;
    if (text.isEmpty() && view.request)
        text = textOf(view.request->requestTarget);
    view.target = text.left(2048);
    if (text.contains("://"_L1)) {
        const QUrl url(text);
        view.targetHost = url.host();
        view.targetPort = url.port(url.scheme() == "https"_L1 ? 443 : 80);
    }
    if (view.kind == RequestKind::Connect && view.request)
        readAuthority(textOf(view.request->requestTarget), view.targetHost, view.targetPort);
    else if (view.targetHost.isEmpty() && view.kind == RequestKind::Connect)
        readAuthority(text, view.targetHost, view.targetPort);
}

/// An imported request is told by its shape: absolute-form and authority-form go to a proxy, origin-form
/// after an opened tunnel goes through it (RFC 9112 section 3.2).
RequestKind kindOf(const ExchangeView &view, bool tunnelOpen)
{
    switch (view.exchange->form) {
    case ExchangeForm::PlainRequest:
        return RequestKind::Plain;
    case ExchangeForm::Connect:
        return RequestKind::Connect;
    case ExchangeForm::InsideTunnel:
        return RequestKind::Inside;
    case ExchangeForm::PortProbe:
    case ExchangeForm::Socks:
        return RequestKind::Unknown;
    case ExchangeForm::Imported:
        break;
    }
    if (!view.request || view.request->isResponse)
        return RequestKind::Unknown;
    if (view.request->method == "CONNECT")
        return RequestKind::Connect;
    if (view.request->requestTarget.contains("://"))
        return RequestKind::Plain;
    return tunnelOpen ? RequestKind::Inside : RequestKind::Unknown;
}

/// With userhash (RFC 7616 section 3.4.4) only a hash of the name was sent.
QString sentUserOf(const Placeholder &placeholder)
{
    const QMap<QString, QString> &fields = placeholder.fields;
    if (placeholder.kind != "digest")
        return fields.value(u"user"_s);
    if (fields.value(u"userhash"_s).compare("true"_L1, Qt::CaseInsensitive) == 0)
        return {};
    const QString extended = fields.value(u"username*"_s);
    const qsizetype text = extended.lastIndexOf(u'\''); // charset'language'text, RFC 8187
    return text < 0 ? fields.value(u"username"_s)
                    : QString::fromUtf8(QByteArray::fromPercentEncoding(extended.mid(text + 1).toUtf8()));
}

void readCredentials(ExchangeView &view)
{
    if (!view.request)
        return;
    view.sentForTarget = view.request->has("Authorization");
    const HttpField *field = view.request->field("Proxy-Authorization");
    if (!field)
        return;
    // Of what the bytes show, not of what the engine says that it sent.
    const qsizetype space = field->value.indexOf(' ');
    const QByteArray scheme = space < 0 ? field->value : field->value.left(space);
    view.sentScheme = textOf(scheme, 40).toLower();
    if (const auto placeholder = readPlaceholder(field->value)) {
        view.sentUser = sentUserOf(*placeholder);
        const bool ntlm = placeholder->kind == "ntlm";
        view.sentToken = placeholder->fields.value(ntlm ? u"message"_s : u"token"_s);
        if (placeholder->fields.value(u"mech"_s) == "ntlm"_L1)
            view.sentToken = u"ntlm"_s;
        view.sentDomain = placeholder->fields.value(u"domain"_s);
        view.sentProofBytes = placeholder->fields.value(u"nt-bytes"_s).toInt();
    }
}

ExchangeView parsed(const Exchange &exchange, bool &tunnelOpen)
{
    ExchangeView view;
    view.exchange = &exchange;
    if (!exchange.request.head.isEmpty()) {
        view.request = parseHead(exchange.request.head);
        if (view.request && view.request->isResponse)
            view.request.reset();
    }
    if (!exchange.response.head.isEmpty()) {
        view.response = parseHead(exchange.response.head);
        if (view.response && !view.response->isResponse)
            view.response.reset();
    }
    view.kind = kindOf(view, tunnelOpen);
    if (view.request)
        view.method = textOf(view.request->method, 40);
    else if (view.kind == RequestKind::Connect)
        view.method = u"CONNECT"_s;
    else if (view.kind != RequestKind::Unknown)
        view.method = u"GET"_s;
    if (view.response && view.response->status >= 100) {
        view.status = view.response->status;
        view.reason = textOf(view.response->reason);
        view.proxyChallenges
            = parseChallenges(*view.response, exchange.response.head, "Proxy-Authenticate");
        view.targetChallenges
            = parseChallenges(*view.response, exchange.response.head, "WWW-Authenticate");
    }
    readTarget(view);
    readCredentials(view);
    if (exchange.form == ExchangeForm::Imported) {
        if (view.kind == RequestKind::Connect)
            tunnelOpen = view.status >= 200 && view.status < 300;
        else if (view.kind == RequestKind::Plain)
            tunnelOpen = false;
    }
    return view;
}

/// What is known of the proxy's own way of speaking, from answers that can only be its own.
struct Voice
{
    QList<QByteArray> servers;
    QList<QByteArray> realms;
    QByteArray agent;
    QList<QByteArray> vias; ///< a Via that it puts on answers of its own, too
    bool marksErrors = false;

    void addRealms(const QList<Challenge> &challenges)
    {
        for (const Challenge &challenge : challenges) {
            if (const auto realm = challenge.param("realm"); realm && !realms.contains(*realm))
                realms.append(*realm);
        }
    }
};

Voice voiceOf(const QList<ExchangeView> &views)
{
    Voice voice;
    for (const ExchangeView &view : views) {
        if (!view.readable() || !view.toProxy())
            continue;
        const bool connectAnswer = view.kind == RequestKind::Connect;
        if (connectAnswer || view.status == 407) {
            if (const HttpField *server = view.response->field("Server"))
                voice.servers.append(server->value);
            if (const HttpField *agent = view.response->field("Proxy-Agent"))
                voice.agent = agent->value;
            if (const HttpField *via = view.response->field("Via"))
                voice.vias.append(via->value);
            voice.marksErrors = voice.marksErrors || ownErrorField(*view.response);
        }
        if (view.status == 407)
            voice.addRealms(view.proxyChallenges);
        if (view.status == 401 && connectAnswer)
            voice.addRealms(view.targetChallenges);
    }
    return voice;
}

bool sharesRealm(const QList<Challenge> &challenges, const Voice &voice)
{
    for (const Challenge &challenge : challenges) {
        if (const auto realm = challenge.param("realm"); realm && voice.realms.contains(*realm))
            return true;
    }
    return false;
}

bool hasRealm(const QList<Challenge> &challenges)
{
    for (const Challenge &challenge : challenges) {
        if (challenge.param("realm"))
            return true;
    }
    return false;
}

/// Who wrote the answer to a request that was to be passed on. Only marks of the proxy prove anything;
/// an answer of the target can at best be told from the proxy's other answers.
void decidePlain(ExchangeView &view, const Voice &voice, bool acceptedByConnect)
{
    const auto say = [&view](Answerer by, bool sure) {
        view.by = by;
        view.bySure = sure;
    };
    const HttpHead &head = *view.response;
    const HttpField *server = head.field("Server");
    const QByteArray serverName = server ? server->value : QByteArray();
    // RFC 9110 section 7.6.3 wants Via on what is passed on; some proxies put it on their own
    // errors, too.
    const HttpField *viaField = head.field("Via");
    const bool alsoOnOwn = viaField && !voice.marksErrors && voice.vias.contains(viaField->value)
        && (view.status == 403 || view.status == 429 || view.status == 451 || view.status >= 500);
    const bool via = viaField && !alsoOnOwn;
    const bool sameServer = !serverName.isEmpty() && voice.servers.contains(serverName);

    if (view.status == 407 || ownErrorField(head) || head.has("Proxy-Agent"))
        return say(Answerer::Proxy, true);
    if (view.status == 401) {
        if (acceptedByConnect)
            return say(Answerer::Target, false);
        if (sharesRealm(view.targetChallenges, voice))
            return say(Answerer::Proxy, sameServer);
        // Another realm than the proxy's own is another's question, even where the same program asks it.
        const bool otherRealm = !voice.realms.isEmpty() && hasRealm(view.targetChallenges);
        if (view.exchange->answerRejected && !otherRealm)
            return say(Answerer::Proxy, false);
    }
    if (isOwnReason(view.status, head.reason))
        return say(Answerer::Proxy, true);
    if (const auto page = ownPage(view.exchange->response.body); page && view.status >= 400) {
        if (page->sure || sameServer)
            return say(Answerer::Proxy, page->sure);
    }
    if (isProxyProgram(serverName) && !via)
        return say(Answerer::Proxy, sameServer);
    if (sameServer && !via && (view.status == 403 || view.status >= 500))
        return say(Answerer::Proxy, false);
    if (via && !sameServer)
        return say(Answerer::Target, false);
    if (!serverName.isEmpty() && !voice.servers.isEmpty() && !sameServer)
        return say(Answerer::Target, false);
    if (view.status < 400)
        return say(Answerer::Target, false);
    // Apache words a target that refuses the connection as a bare 503 without any mark but its name.
    if (sameServer && (view.status == 502 || view.status == 503 || view.status == 504))
        return say(Answerer::Proxy, false);
    say(Answerer::Unclear, false);
}

QByteArray serverOf(const ExchangeView &view)
{
    const HttpField *server = view.response ? view.response->field("Server") : nullptr;
    return server ? server->value : QByteArray();
}

void decideWhoAnswered(QList<ExchangeView> &views, const Voice &voice)
{
    bool acceptedByConnect = false;
    for (const ExchangeView &view : views) {
        if (view.kind == RequestKind::Connect && !view.sentScheme.isEmpty() && view.status >= 200
            && view.status < 300) {
            acceptedByConnect = true;
        }
    }
    for (ExchangeView &view : views) {
        if (!view.readable())
            continue;
        if (view.kind == RequestKind::Inside) {
            view.by = Answerer::Target;
            view.bySure = true;
        } else if (view.kind == RequestKind::Connect) {
            view.by = Answerer::Proxy;
            view.bySure = true;
        } else {
            decidePlain(view, voice, acceptedByConnect);
        }
    }
    // The same refusal of CONNECT, which the target never sees, makes it likely to be the proxy's.
    for (ExchangeView &view : views) {
        if (view.by != Answerer::Unclear)
            continue;
        for (const ExchangeView &connect : views) {
            if (connect.kind == RequestKind::Connect && connect.status == view.status
                && serverOf(connect) == serverOf(view)) {
                view.by = Answerer::Proxy;
            }
        }
    }
}

bool sameRequest(const ExchangeView &a, const ExchangeView &b)
{
    return a.kind == b.kind && a.target == b.target && a.targetHost == b.targetHost
        && a.targetPort == b.targetPort;
}

/// A handshake that goes on (a token with the same scheme) or a nonce that was too old says nothing about
/// the password.
bool goesOn(const ExchangeView &view)
{
    for (const Challenge &challenge : view.proxyChallenges) {
        if (!equalIgnoringCase(challenge.scheme, view.sentScheme.toLatin1()))
            continue;
        if (challenge.token68 && !challenge.token68->isEmpty())
            return true;
        if (const auto stale = challenge.param("stale"); stale && equalIgnoringCase(*stale, "true"))
            return true;
    }
    return false;
}

/// An answer other than a refusal proves that a sign-in was accepted only where one had been asked for,
/// and, below the line of success, only where this very request had been asked: many proxies check ports
/// and addresses before they look at credentials.
void decideSignIns(QList<ExchangeView> &views)
{
    bool askedBefore = false;
    for (qsizetype i = 0; i < views.size(); ++i) {
        ExchangeView &view = views[i];
        if (!view.toProxy() || !view.readable())
            continue;
        const bool clumsy = view.status == 401 && view.by == Answerer::Proxy;
        if (!view.sentScheme.isEmpty()) {
            if (view.status == 407 || clumsy) {
                // The first message of NTLM proves nothing, and nothing can follow the third.
                view.refused = view.sentToken != "1"_L1
                    && (view.exchange->answerRejected || view.sentToken == "3"_L1 || !goesOn(view));
            } else if (askedBefore) {
                bool sameAsked = false;
                for (qsizetype j = 0; j < i && !sameAsked; ++j) {
                    const ExchangeView &earlier = views.at(j);
                    sameAsked = earlier.sentScheme.isEmpty() && sameRequest(earlier, view)
                        && (earlier.status == 407 || earlier.status == 401);
                }
                const bool whose = view.status == 401 && view.by != Answerer::Target;
                view.accepted = view.status < 400 || (sameAsked && !whose);
            }
        }
        if (view.status == 407 || clumsy)
            askedBefore = true;
    }
}

bool isPac(const ExchangeView &view)
{
    if (view.kind == RequestKind::Inside || view.status >= 400)
        return false;
    const QString path = QUrl(view.target).path().toLower();
    const bool wanted = path.endsWith(".pac"_L1) || path.endsWith(".dat"_L1);
    if (wanted && view.exchange->form != ExchangeForm::Imported)
        return false;
    if (findPacFunction(view.exchange->response.body).length > 0)
        return true;
    const HttpField *type = view.response ? view.response->field("Content-Type") : nullptr;
    return type && findIgnoringCase(type->value, "x-ns-proxy-autoconfig") >= 0;
}

/// What came behind a 2xx to CONNECT where TLS should have begun, and is a page: whoever sent it
/// took CONNECT for a request like any other.
const ExchangeView *pageInTunnel(const QList<ExchangeView> &views, const ExchangeView &connect)
{
    for (const ExchangeView &view : views) {
        if (view.kind != RequestKind::Inside || view.exchange->tunnelOf != connect.exchange->id
            || view.exchange->endDetail != "bytes-before-tls"_L1) {
            continue;
        }
        const QByteArray start = view.exchange->response.body.left(200).trimmed().toLower();
        if (start.startsWith("<!doctype html") || start.startsWith("<html"))
            return &view;
    }
    return nullptr;
}

bool refusesConnect(const ExchangeView &view)
{
    return view.kind == RequestKind::Connect
        && (view.status == 400 || view.status == 404 || view.status == 405 || view.status == 501);
}

/// Any sign that requests are passed on or governed here, as only a proxy does.
bool actsAsProxy(const QList<ExchangeView> &views, const QByteArray &connectServer)
{
    for (const ExchangeView &view : views) {
        if (!view.readable())
            continue;
        if (view.kind == RequestKind::Inside)
            return true;
        if (view.status == 407 || !view.proxyChallenges.isEmpty())
            return true;
        if (view.kind == RequestKind::Connect && view.status >= 200 && view.status < 300
            && !pageInTunnel(views, view)) {
            return true;
        }
        const QByteArray server = serverOf(view);
        if (ownErrorField(*view.response) || view.response->has("Proxy-Agent")
            || isProxyProgram(server) || isOwnReason(view.status, view.response->reason)) {
            return true;
        }
        if (const auto page = ownPage(view.exchange->response.body); page && page->sure)
            return true;
        if (view.kind == RequestKind::Plain) {
            if (view.response->has("Via"))
                return true;
            if (!view.isControl() && !server.isEmpty() && !connectServer.isEmpty()
                && server != connectServer) {
                return true;
            }
        }
    }
    return false;
}

/// A web server treats an absolute URL as one of its own pages, gives the same for the bare path, and
/// knows no CONNECT.
void decideRole(Observations &observed)
{
    const auto take = [&observed](EndpointRole role, bool sure, qsizetype view, qsizetype peer) {
        observed.role = role;
        observed.roleSure = sure;
        observed.roleView = view;
        observed.rolePeer = peer;
    };
    QList<ExchangeView> &views = observed.views;
    for (qsizetype i = 0; i < views.size(); ++i) {
        if (isPac(views.at(i)))
            return take(EndpointRole::PacServer, true, i, -1);
    }

    qsizetype connect = -1;
    for (qsizetype i = 0; i < views.size() && connect < 0; ++i) {
        if (refusesConnect(views.at(i))
            || (views.at(i).kind == RequestKind::Connect && pageInTunnel(views, views.at(i)))) {
            connect = i;
        }
    }
    const QByteArray connectServer = connect < 0 ? QByteArray() : serverOf(views.at(connect));
    if (actsAsProxy(views, connectServer))
        return take(EndpointRole::Proxy, true, -1, -1);
    if (connect < 0)
        return;

    qsizetype plain = -1;
    qsizetype bare = -1;
    for (qsizetype i = 0; i < views.size(); ++i) {
        const ExchangeView &view = views.at(i);
        if (view.kind != RequestKind::Plain || !view.readable())
            continue;
        const bool barePath = view.request && view.request->requestTarget.startsWith('/');
        if (barePath && bare < 0)
            bare = i;
        else if (!barePath && plain < 0)
            plain = i;
    }
    if (plain >= 0 && bare >= 0) {
        const ExchangeView &a = views.at(plain);
        const ExchangeView &b = views.at(bare);
        if (a.status == b.status && serverOf(a) == serverOf(b)
            && a.exchange->response.body == b.exchange->response.body) {
            return take(EndpointRole::WebServer, true, connect, plain);
        }
    }
    const ExchangeView *page = pageInTunnel(views, views.at(connect));
    if (plain < 0) {
        if (isWebServer(connectServer) || page)
            take(EndpointRole::WebServer, false, connect, -1);
        return;
    }
    const QByteArray plainServer = serverOf(views.at(plain));
    const bool sameServer = !plainServer.isEmpty() && plainServer == connectServer;
    const bool ownError = views.at(plain).status >= 400 && (plainServer == connectServer);
    const bool samePage = page && !views.at(plain).exchange->response.body.isEmpty()
        && views.at(plain).exchange->response.body == page->exchange->response.body;
    if (sameServer || ownError || samePage)
        take(EndpointRole::WebServer, false, connect, plain);
}

QString productOf(const Observations &observed, const Voice &voice)
{
    for (const QByteArray &server : voice.servers) {
        if (!server.isEmpty())
            return textOf(server, 80);
    }
    if (!voice.agent.isEmpty())
        return textOf(voice.agent, 80);
    for (const ExchangeView &view : observed.views) {
        if (!view.response || !view.toProxy())
            continue;
        if (view.by == Answerer::Proxy) {
            if (const HttpField *server = view.response->field("Server"))
                return textOf(server->value, 80);
        }
        if (!squidError(*view.response).isEmpty())
            return u"Squid"_s;
    }
    return {};
}

bool isLoopbackAddress(const QString &text)
{
    // 127.0.0.0/8 (RFC 1122 section 3.2.1.3), ::1 and the former mapped into IPv6.
    QString address = text.toLower();
    if (address.startsWith("::ffff:"_L1))
        address = address.mid(7);
    if (address == "localhost"_L1 || address == "::1"_L1)
        return true;
    return address.startsWith("127."_L1)
        && std::all_of(address.begin(), address.end(),
                       [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); });
}

} // namespace

QStringList usableSchemes()
{
    return {u"negotiate"_s, u"ntlm"_s, u"digest"_s, u"basic"_s};
}

const Challenge *usableChallenge(const QList<Challenge> &challenges, AuthChoice wish)
{
    const bool any = wish == AuthChoice::Any;
    if (any || wish == AuthChoice::Ntlm) {
        for (const Challenge &challenge : challenges) {
            if (challenge.is("NTLM"))
                return &challenge;
        }
    }
    if (any || wish == AuthChoice::Digest) {
        if (const Challenge *digest = strongestDigest(challenges))
            return digest;
    }
    for (const Challenge &challenge : challenges) {
        if ((any || wish == AuthChoice::Basic) && challenge.is("Basic") && challenge.readable
            && challenge.param("realm"))
            return &challenge;
    }
    return nullptr;
}

bool isKnownScheme(const QByteArray &scheme)
{
    for (const char *known : {"basic", "digest", "ntlm", "negotiate"}) {
        if (equalIgnoringCase(scheme, known))
            return true;
    }
    return false;
}

QString textOf(QByteArrayView bytes, qsizetype limit)
{
    // Four bytes make one character at most; a cut in the middle of one is no reason to read Latin-1.
    QByteArrayView part = bytes.first(qMin(bytes.size(), limit * 4));
    if (part.size() < bytes.size()) {
        while (!part.isEmpty() && (uchar(part.back()) & 0xC0) == 0x80)
            part.chop(1);
        if (!part.isEmpty() && uchar(part.back()) >= 0xC0)
            part.chop(1);
    }
    const QString text = QUtf8StringView(part).isValidUtf8() ? QString::fromUtf8(part)
                                                             : QString::fromLatin1(part);
    return text.left(limit);
}

QString hostOf(const ExchangeView &view)
{
    return view.targetHost.isEmpty() ? view.target : view.targetHost;
}

QList<const ExchangeView *> Observations::wishes() const
{
    QList<const ExchangeView *> list;
    for (const ExchangeView &view : views) {
        if (view.toProxy() && !view.isControl())
            list.append(&view);
    }
    return list;
}

QList<const ExchangeView *> Observations::inside() const
{
    QList<const ExchangeView *> list;
    for (const ExchangeView &view : views) {
        if (!view.toProxy())
            list.append(&view);
    }
    return list;
}

const ExchangeView *Observations::byId(int exchangeId) const
{
    for (const ExchangeView &view : views) {
        if (view.exchange->id == exchangeId)
            return &view;
    }
    return nullptr;
}

const ExchangeView *Observations::firstAccepted() const
{
    for (const ExchangeView &view : views) {
        if (view.accepted)
            return &view;
    }
    return nullptr;
}

const ExchangeView *Observations::firstRefused() const
{
    for (const ExchangeView &view : views) {
        if (view.refused)
            return &view;
    }
    return nullptr;
}

const ExchangeView *Observations::firstAsked() const
{
    for (const ExchangeView &view : views) {
        if (view.asksForSignIn() && !view.isControl())
            return &view;
    }
    return nullptr;
}

bool Observations::isLatest(const ExchangeView &view) const
{
    for (const ExchangeView &other : views) {
        if (other.exchange->id > view.exchange->id && sameRequest(other, view))
            return false;
    }
    return true;
}

Observations observe(const Case &value)
{
    Observations observed;
    observed.value = &value;
    bool tunnelOpen = false;
    bool allImported = !value.exchanges.isEmpty();
    QString inUse;
    for (const Exchange &exchange : value.exchanges) {
        const bool request = exchange.form == ExchangeForm::PlainRequest
            || exchange.form == ExchangeForm::Connect;
        if (inUse.isEmpty() && request && !exchange.control)
            inUse = exchange.remote;
    }
    observed.views.reserve(value.exchanges.size());
    for (const Exchange &exchange : value.exchanges) {
        if (exchange.form == ExchangeForm::PortProbe) {
            observed.portProbes.append(parsed(exchange, tunnelOpen));
            allImported = false;
            continue;
        }
        if (exchange.control && !inUse.isEmpty() && !exchange.remote.isEmpty()
            && exchange.remote != inUse) {
            observed.otherAddresses.append(parsed(exchange, tunnelOpen));
            continue;
        }
        if (exchange.form == ExchangeForm::Socks) {
            observed.socks.append(parsed(exchange, tunnelOpen));
            allImported = false;
            continue;
        }
        observed.views.append(parsed(exchange, tunnelOpen));
        allImported = allImported && exchange.form == ExchangeForm::Imported;
    }
    observed.imported = value.origin == CaseOrigin::RawText || allImported;

    const Voice voice = voiceOf(observed.views);
    decideWhoAnswered(observed.views, voice);
    decideSignIns(observed.views);
    decideRole(observed);
    observed.seenProduct = seenProduct(observed.views);
    observed.product = observed.seenProduct
        ? (observed.seenProduct->name + u' ' + observed.seenProduct->version).trimmed()
        : productOf(observed, voice);
    if (!voice.servers.isEmpty())
        observed.proxyServer = textOf(voice.servers.first(), 80);

    observed.loopback = isLoopbackAddress(value.input.endpoint.host);
    for (const AddressAttempt &attempt : value.connects) {
        observed.loopback = observed.loopback || isLoopbackAddress(attempt.address);
        if (observed.localAddress.isEmpty() && attempt.outcome == ConnectOutcome::Connected)
            observed.localAddress = attempt.localAddress;
    }
    observed.credentialsGiven = !value.input.user.isEmpty() && value.input.secret.has_value();
    for (const ExchangeView &view : observed.views) {
        if (observed.localAddress.isEmpty())
            observed.localAddress = view.exchange->localAddress;
        if (view.toProxy() && !view.sentScheme.isEmpty())
            observed.credentialsGiven = true;
        if (!view.isControl() && view.toProxy()
            && (view.status == 407 || (view.status == 401 && view.by == Answerer::Proxy))) {
            observed.signInAsked = true;
        }
    }
    return observed;
}

} // namespace pt
