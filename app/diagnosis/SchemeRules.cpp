// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ClockSight.h"
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/ForeignChallenge.h"
#include "diagnosis/KerberosSight.h"
#include "diagnosis/Rules.h"
#include "protocol/DigestChallenge.h"
#include "protocol/Masking.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool anySent(const Observations &observed)
{
    return std::any_of(observed.views.begin(), observed.views.end(), [](const ExchangeView &view) {
        return view.toProxy() && !view.sentScheme.isEmpty();
    });
}

/// What a challenge must have and this one has not (RFC 7617 section 2, RFC 7616 section 3.3).
QString lacks(const Challenge &challenge)
{
    if (challenge.is("Basic") && !challenge.param("realm"))
        return u"realm"_s;
    if (challenge.is("Digest")) {
        if (!challenge.param("nonce"))
            return u"nonce"_s;
        if (!challenge.param("realm"))
            return u"realm"_s;
    }
    return {};
}

bool isSound(const Challenge &challenge)
{
    return challenge.readable && !challenge.scheme.isEmpty() && lacks(challenge).isEmpty();
}

void challengeMissing(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->asksForSignIn() || view->response->has("Proxy-Authenticate")
            || challengeOf(observed, *view) != ChallengeOf::Proxy) {
            continue;
        }
        FindingBuilder builder(observed, "scheme.challenge-missing"_L1);
        builder.about(*view)
            .param("method"_L1, view->method)
            .confidence(Confidence::Certain)
            .show(statusLine(*view, "status.asks-for-sign-in"_L1));
        for (const Evidence &mark : proxyOwnMarks(*view))
            builder.show(mark);
        builder.ruleOut("credentials.missing"_L1, "no-challenge-to-answer"_L1);
        if (view->sentScheme.isEmpty())
            builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
        found.append(builder.done());
        return;
    }
}

void challengeMalformed(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->asksForSignIn())
            continue;
        const HttpField *field = view->response->field("Proxy-Authenticate");
        if (!field)
            continue;
        bool sound = false;
        for (const Challenge &challenge : view->proxyChallenges)
            sound = sound || isSound(challenge);
        const Challenge *broken = nullptr;
        for (const Challenge &challenge : view->proxyChallenges) {
            if (!broken && !isSound(challenge))
                broken = &challenge;
        }
        if (!broken && !view->proxyChallenges.isEmpty())
            continue;
        const QString missing = broken ? lacks(*broken) : QString();
        const QString scheme = broken ? textOf(broken->scheme, 60) : QString();
        const QString problems = broken ? broken->problems.join(", "_L1) : QString();
        FindingBuilder builder(observed, "scheme.challenge-malformed"_L1);
        builder.about(*view)
            .param("problems"_L1, problems)
            .param("value"_L1, textOf(field->value))
            .param("scheme"_L1, scheme)
            .param("lacks"_L1, missing)
            .confidence(Confidence::Certain)
            // Where another challenge could be answered, or this one was, it is a fault but not the cause.
            .severity(sound || anySent(observed) ? Severity::Warning : Severity::Error);
        if (!missing.isEmpty()) {
            builder.show(challengeLine(*view, *broken, "field.challenge-lacks"_L1,
                                       {{u"scheme"_s, scheme}, {u"lacks"_s, missing}}));
        } else {
            builder.show(responseField(*view, *field, "field.challenge-unreadable"_L1,
                                       {{u"problems"_s, problems}}));
        }
        builder.show(statusLine(*view, "status.asks-for-sign-in"_L1));
        if (!anySent(observed))
            builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
        found.append(builder.done());
        return;
    }
}

/// Digest is offered, with no algorithm that can be done here. False: that is not why it cannot be
/// answered.
bool algorithmUnsupported(const Observations &observed, const ExchangeView &view,
                          QList<Finding> &found)
{
    const AuthChoice wish = observed.theCase().input.auth;
    if (wish != AuthChoice::Any && wish != AuthChoice::Digest)
        return false;
    QList<const Challenge *> unknown;
    QStringList names;
    for (const Challenge &challenge : view.proxyChallenges) {
        const std::optional<DigestChallenge> digest = readDigestChallenge(challenge);
        if (!digest || digest->algorithm)
            continue;
        unknown.append(&challenge);
        names.append(textOf(digest->algorithmName, 60));
    }
    if (unknown.isEmpty())
        return false;
    FindingBuilder builder(observed, "digest.algorithm-unsupported"_L1);
    builder.about(view).param("algorithm"_L1, names.join(", "_L1)).confidence(Confidence::Certain);
    for (qsizetype i = 0; i < unknown.size() && i < 6; ++i) {
        builder.show(challengeLine(view, *unknown.at(i), "field.digest-algorithm"_L1,
                                   {{u"algorithm"_s, names.at(i)}}));
    }
    builder.show(statusLine(view, "status.asks-for-sign-in"_L1))
        .ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
    found.append(builder.done());
    return true;
}

void unknownOrUnusable(const Observations &observed, QList<Finding> &found)
{
    if (anySent(observed))
        return;
    const CaseInput &input = observed.theCase().input;
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->asksForSignIn())
            continue;
        QList<const Challenge *> known;
        QList<const Challenge *> unknown;
        for (const Challenge &challenge : view->proxyChallenges) {
            if (!challenge.readable || challenge.scheme.isEmpty())
                continue;
            const QString name = textOf(challenge.scheme, 40).toLower();
            if (!isKnownScheme(challenge.scheme)) {
                unknown.append(&challenge);
                continue;
            }
            known.append(&challenge);
        }
        const bool usable = usableChallenge(view->proxyChallenges, input.auth) != nullptr;
        const QString schemes = schemeNames(view->proxyChallenges).join(", "_L1);
        if (known.isEmpty() && !unknown.isEmpty()) {
            FindingBuilder builder(observed, "scheme.unknown"_L1);
            builder.about(*view)
                .param("schemes"_L1, schemes)
                .confidence(Confidence::Certain);
            for (const Challenge *challenge : unknown)
                builder.show(challengeLine(*view, *challenge, "field.scheme-unknown"_L1,
                                           {{u"scheme"_s, textOf(challenge->scheme, 60)}}));
            builder.show(statusLine(*view, "status.asks-for-sign-in"_L1))
                .ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1)
                .ruleOut("scheme.challenge-malformed"_L1, "challenge-readable"_L1,
                         {{u"schemes"_s, schemes}});
            found.append(builder.done());
            return;
        }
        if (known.isEmpty() || usable || algorithmUnsupported(observed, *view, found))
            continue;
        // Negotiate was tried, and a closer cause says why it could not be done.
        if (failedNegotiate(observed) || refusedByKdc(observed))
            return;
        if (observed.imported && !view->request)
            return;
        const bool limited = input.auth != AuthChoice::Any
            && std::any_of(known.begin(), known.end(), [](const Challenge *challenge) {
                   return usableSchemes().contains(textOf(challenge->scheme, 40).toLower());
               });
        FindingBuilder builder(observed, "scheme.none-usable"_L1);
        builder.about(*view)
            .param("schemes"_L1, schemes)
            .param("usable"_L1, usableSchemes().join(", "_L1))
            .param("because"_L1, observed.imported ? u"client"_s
                                                   : (limited ? u"choice"_s : u"program"_s))
            .param("choice"_L1, toString(input.auth))
            .confidence(observed.imported ? Confidence::Possible : Confidence::Certain);
        for (const Challenge *challenge : known)
            builder.show(challengeLine(*view, *challenge, "field.scheme-not-usable"_L1,
                                       {{u"scheme"_s, textOf(challenge->scheme, 60)}}));
        if (limited) {
            builder.show(inputValue(toString(input.auth), "input.auth-choice"_L1,
                                    {{u"choice"_s, toString(input.auth)}}));
        }
        builder.show(statusLine(*view, "status.asks-for-sign-in"_L1))
            .ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
        const bool negotiateOnly = std::all_of(known.begin(), known.end(),
                                               [](const Challenge *challenge) {
                                                   return challenge->is("Negotiate");
                                               });
        if (!negotiateOnly)
            builder.ruleOut("kerberos.no-ticket"_L1, "not-only-negotiate"_L1);
        found.append(builder.done());
        return;
    }
}

/// A 401 asks for the site's sign-in; a proxy has to say 407 (RFC 9110 section 15.5.8).
void proxyAnswers401(const Observations &observed, QList<Finding> &found)
{
    if (observed.role == EndpointRole::WebServer)
        return;
    for (const ExchangeView *view : observed.wishes()) {
        if (view->status != 401 || view->by != Answerer::Proxy)
            continue;
        const bool after = !view->sentScheme.isEmpty();
        const bool connect = view->kind == RequestKind::Connect;
        const Challenge *challenge = view->targetChallenges.isEmpty()
            ? nullptr
            : &view->targetChallenges.first();
        FindingBuilder builder(observed, "scheme.proxy-answers-401"_L1);
        builder.about(*view)
            .param("scheme"_L1, challenge ? textOf(challenge->scheme, 60) : QString())
            .param("realm"_L1, realmOf(*view))
            .param("when"_L1, after ? u"after-answer"_s : u"before-answer"_s)
            .severity(after ? Severity::Warning : Severity::Error)
            .confidence(connect || view->bySure ? Confidence::Certain : Confidence::Likely)
            .show(statusLine(*view, "status.401-by-proxy"_L1));
        if (after)
            builder.stage(StageId::SignIn);
        if (challenge)
            builder.show(offeredChallenge(*view, *challenge));
        builder.show(connect ? requestLine(*view, "request.connect"_L1,
                                           {{u"targetHost"_s, view->targetHost},
                                            {u"targetPort"_s, view->targetPort > 0 ? QString::number(view->targetPort) : QString()}})
                             : requestLine(*view, "request.plain"_L1,
                                           {{u"target"_s, view->target}}));
        builder.ruleOut("origin.sign-in-required"_L1,
                        connect ? "to-connect"_L1 : "no-trace-of-target"_L1);
        found.append(builder.done());
        return;
    }
}

bool isRemoteLoopback(const QString &remote)
{
    return remote.startsWith("127."_L1) || remote.startsWith("[::1]"_L1)
        || remote.startsWith("::1"_L1) || remote.startsWith("localhost"_L1);
}

void basicInClear(const Observations &observed, QList<Finding> &found)
{
    if (observed.loopback)
        return;
    for (const ExchangeView &view : observed.views) {
        if (!view.toProxy() || view.sentScheme != "basic"_L1)
            continue;
        const Exchange &exchange = *view.exchange;
        if ((exchange.tls && exchange.tls->established) || isRemoteLoopback(exchange.remote))
            continue;
        // A pasted text does not tell how the proxy was connected to.
        const bool known = exchange.form != ExchangeForm::Imported || !exchange.remote.isEmpty();
        FindingBuilder builder(observed, "scheme.basic-in-clear"_L1);
        builder.about(view).param("sent"_L1, u"yes"_s).confidence(known ? Confidence::Certain
                                                                        : Confidence::Possible);
        const HttpField *field = view.request ? view.request->field("Proxy-Authorization")
                                              : nullptr;
        const WordParams params{{u"scheme"_s, view.sentScheme}, {u"user"_s, view.sentUser}};
        builder.show(field ? requestField(view, *field, "request.credentials-in-clear"_L1, params)
                           : requestLine(view, "request.credentials-in-clear"_L1, params));
        found.append(builder.done());
        return;
    }
}

QStringList schemeSet(const ExchangeView &view)
{
    QStringList names;
    for (const QString &name : schemeNames(view.proxyChallenges))
        names.append(name.toLower());
    names.sort();
    return names;
}

/// The first requests of each kind without credentials, as far as the proxy's answer tells whether a
/// sign-in is asked for. A refusal by rule does not: it can come before the sign-in.
void differsByMethod(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *plain = nullptr;
    const ExchangeView *connect = nullptr;
    for (const ExchangeView *view : observed.wishes()) {
        const bool telling = view->status == 407
            || (view->status >= 200 && view->status < 300);
        if (!telling || !view->sentScheme.isEmpty())
            continue;
        if (view->kind == RequestKind::Plain && !plain)
            plain = view;
        else if (view->kind == RequestKind::Connect && !connect)
            connect = view;
    }
    if (!plain || !connect || (plain->status != 407 && connect->status != 407))
        return;
    const QStringList plainSchemes = schemeSet(*plain);
    const QStringList connectSchemes = schemeSet(*connect);
    if (plain->status == connect->status && plainSchemes == connectSchemes)
        return;
    FindingBuilder builder(observed, "scheme.differs-by-method"_L1);
    builder.about(plain->status == 407 ? *plain : *connect)
        .param("plainSchemes"_L1, plainSchemes.join(", "_L1))
        .param("connectSchemes"_L1, connectSchemes.join(", "_L1))
        .confidence(Confidence::Certain);
    for (const ExchangeView *view : {plain, connect}) {
        if (view->status != 407) {
            builder.show(statusLine(*view, "status.not-asked"_L1));
        } else {
            builder.show(statusLine(*view, "status.asks-for-sign-in"_L1));
            for (const Challenge &challenge : view->proxyChallenges)
                builder.show(offeredChallenge(*view, challenge));
        }
    }
    const ExchangeView *accepted = observed.firstAccepted();
    const QList<const ExchangeView *> wishes = observed.wishes();
    const bool sent = std::any_of(wishes.begin(), wishes.end(), [](const ExchangeView *view) {
        return !view->sentScheme.isEmpty();
    });
    if (accepted && !observed.firstRefused()) {
        builder.ruleOut("tunnel.sign-in-only-for-get"_L1, "sign-in-accepted"_L1,
                        {{u"status"_s, QString::number(accepted->status)}});
    } else if (!sent) {
        builder.ruleOut("tunnel.sign-in-only-for-get"_L1, "no-credentials-sent"_L1);
    }
    found.append(builder.done());
}

bool isStale(const ExchangeView &view)
{
    return view.sentScheme == "digest"_L1 && view.status == 407
        && std::any_of(view.proxyChallenges.begin(), view.proxyChallenges.end(),
                       [](const Challenge &challenge) {
                           const auto digest = readDigestChallenge(challenge);
                           return digest && digest->stale;
                       });
}

bool offersNonce(const ExchangeView &view, const QByteArray &nonce)
{
    return std::any_of(view.proxyChallenges.begin(), view.proxyChallenges.end(),
                       [&nonce](const Challenge &challenge) {
                           const auto digest = readDigestChallenge(challenge);
                           return digest && digest->nonce == nonce;
                       });
}

/// One stale nonce is the normal course (RFC 7616 section 3.3); a second one after an answer to the
/// first, or the same one offered again, never gets anywhere.
void nonceStale(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &view : observed.views) {
        if (!isStale(view) || !observed.isLatest(view))
            continue;
        QList<const ExchangeView *> stale;
        bool sameNonce = false;
        for (const ExchangeView &other : observed.views) {
            if (other.exchange->id > view.exchange->id || other.kind != view.kind
                || other.target != view.target)
                continue;
            if (isStale(other))
                stale.append(&other);
            for (const Challenge &challenge : view.proxyChallenges) {
                const auto digest = readDigestChallenge(challenge);
                sameNonce = sameNonce
                    || (digest && digest->stale && &other != &view
                        && offersNonce(other, digest->nonce));
            }
        }
        if (stale.size() < 2 && !sameNonce)
            continue;
        FindingBuilder builder(observed, "digest.nonce-stale"_L1);
        builder.about(view).confidence(Confidence::Certain);
        for (const ExchangeView *shown : stale.mid(0, 3)) {
            for (const Challenge &challenge : shown->proxyChallenges) {
                if (challenge.is("Digest"))
                    builder.show(offeredChallenge(*shown, challenge));
            }
        }
        // A nonce holds the time of the node that made it; another node may find it too old.
        if (const QList<ClockReading> apart = proxyClocksApart(clockReadings(observed));
            !apart.isEmpty()) {
            const qint64 milliseconds = apart.last().aheadMs - apart.first().aheadMs;
            builder.param("nodesApart"_L1, QString::number(milliseconds / 1000));
            for (const ClockReading &one : apart)
                builder.show(clockBytes(one));
        }
        builder.ruleOut("credentials.rejected"_L1, "nonce-too-old"_L1);
        found.append(builder.done());
        return;
    }
}

/// Few programs can do it. This one can.
void authIntOnly(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->asksForSignIn())
            continue;
        const Challenge *only = usableChallenge(view->proxyChallenges, AuthChoice::Any);
        const auto digest = only ? readDigestChallenge(*only) : std::nullopt;
        if (!digest || digest->qop != DigestQop::AuthInt)
            continue;
        const bool basic = std::any_of(view->proxyChallenges.begin(), view->proxyChallenges.end(),
                                       [](const Challenge &c) { return c.is("Basic"); });
        if (basic)
            continue;
        FindingBuilder builder(observed, "digest.auth-int-only"_L1);
        builder.about(*view)
            .param("answered"_L1, anySent(observed) && !observed.imported ? u"yes"_s : u"no"_s)
            .severity(Severity::Warning)
            .confidence(Confidence::Certain)
            .show(challengeLine(*view, *only, "field.digest-qop"_L1,
                                {{u"qop"_s, textOf(digest->qops.join(", "), 60)}}));
        found.append(builder.done());
        return;
    }
}

/// What of a Digest answer does not belong to its request or to a challenge that was seen. `part` empty:
/// nothing, as far as the bytes tell; the hash itself is not kept.
struct Misfit
{
    QString part;
    QString sent;
    QString expected;
    Confidence confidence = Confidence::Certain;
};

Misfit misfitOf(const Observations &observed, const ExchangeView &view,
                const QMap<QString, QString> &fields)
{
    const QString uri = fields.value(u"uri"_s);
    const QString target = textOf(view.request->requestTarget, 2048);
    if (!uri.isEmpty() && uri != target) {
        // RFC 7616 section 3.4 wants the request target; the path alone is what many send.
        const qsizetype path = target.indexOf(u'/', target.indexOf("://"_L1) + 3);
        const QString origin = path < 0 ? u"/"_s : target.mid(path);
        const bool absolute = view.kind == RequestKind::Plain && target.contains("://"_L1);
        if (view.kind == RequestKind::Connect || (absolute && uri != origin))
            return {u"uri"_s, uri, absolute ? origin : target, Confidence::Certain};
    }

    const QString nonce = fields.value(u"nonce"_s);
    const QString count = fields.value(u"nc"_s);
    std::optional<DigestChallenge> own;
    std::optional<DigestChallenge> asked;
    bool otherSource = false;
    for (const ExchangeView &other : observed.views) {
        if (other.exchange->id >= view.exchange->id || !other.toProxy())
            continue;
        otherSource = otherSource
            || (other.response && other.response->has("Proxy-Authentication-Info"));
        for (const Challenge &challenge : other.proxyChallenges) {
            const auto digest = readDigestChallenge(challenge);
            if (!digest)
                continue;
            if (other.kind == view.kind && other.target == view.target)
                asked = digest;
            if (textOf(digest->nonce, 4096) == nonce)
                own = digest;
        }
        const HttpField *field
            = other.request ? other.request->field("Proxy-Authorization") : nullptr;
        const auto earlier = field ? readPlaceholder(field->value) : std::nullopt;
        if (earlier && earlier->kind == "digest" && !count.isEmpty()
            && earlier->fields.value(u"nonce"_s) == nonce
            && earlier->fields.value(u"nc"_s) == count)
            return {u"nc"_s, count, {}, Confidence::Certain};
    }
    if (own) {
        const QString realm = textOf(own->realm, 4096);
        if (fields.value(u"realm"_s) != realm)
            return {u"realm"_s, fields.value(u"realm"_s), realm, Confidence::Certain};
        const QString algorithm = fields.value(u"algorithm"_s, u"MD5"_s);
        const QString wanted
            = own->algorithmName.isEmpty() ? u"MD5"_s : textOf(own->algorithmName, 60);
        if (algorithm.compare(wanted, Qt::CaseInsensitive) != 0)
            return {u"algorithm"_s, algorithm, wanted, Confidence::Certain};
    } else if (asked && !otherSource && !nonce.isEmpty()) {
        // It may have come from a challenge before the text begins.
        return {u"nonce"_s, nonce, textOf(asked->nonce, 4096), Confidence::Likely};
    }
    return {};
}

void answerInconsistent(const Observations &observed, QList<Finding> &found)
{
    for (const ExchangeView &view : observed.views) {
        if (view.sentScheme != "digest"_L1 || !view.refused || !view.request || !view.toProxy())
            continue;
        if (!view.exchange->alternative.isEmpty())
            continue; // made otherwise on purpose
        const HttpField *field = view.request->field("Proxy-Authorization");
        const auto sent = field ? readPlaceholder(field->value) : std::nullopt;
        if (!sent || sent->kind != "digest" || view.kind == RequestKind::Unknown)
            continue;
        const Misfit misfit = misfitOf(observed, view, sent->fields);
        if (misfit.part.isEmpty())
            continue;
        const WordParams words{{u"part"_s, misfit.part},
                               {u"sent"_s, misfit.sent},
                               {u"expected"_s, misfit.expected}};
        FindingBuilder builder(observed, "digest.answer-inconsistent"_L1);
        builder.about(view)
            .param("part"_L1, misfit.part)
            .param("sent"_L1, misfit.sent)
            .param("expected"_L1, misfit.expected)
            .confidence(misfit.confidence)
            .show(requestField(view, *field, "request.digest-part"_L1, words))
            .show(statusLine(view, "status.asks-again"_L1));
        if (misfit.part == "uri"_L1)
            builder.show(requestLine(view, "request.plain"_L1, {{u"target"_s, view.target}}));
        builder.ruleOut("credentials.rejected"_L1, "answer-does-not-fit"_L1);
        found.append(builder.done());
        return;
    }
}

} // namespace

QList<Finding> schemeFindings(const Observations &observed)
{
    QList<Finding> found;
    challengeMissing(observed, found);
    challengeMalformed(observed, found);
    unknownOrUnusable(observed, found);
    proxyAnswers401(observed, found);
    basicInClear(observed, found);
    differsByMethod(observed, found);
    nonceStale(observed, found);
    authIntOnly(observed, found);
    answerInconsistent(observed, found);
    return found;
}

} // namespace pt
