// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

/// Every StageResult::code a run can give, with its params. A code is used by one stage only (save
/// the last two groups), is never renamed and holds no words; advice/ words it. Params are plain
/// values: `host`, `address`, `target` (URL), `status` (HTTP), `count`/`total` (numbers),
/// `seconds`, `detail` (the system's or the peer's own words, to be made visible where shown),
/// `end` (an ExchangeEnd by its name).
namespace pt::stagecode {

using namespace Qt::StringLiterals;

// settings
/// passed; endpoint, total (targets)
inline constexpr auto settingsRead = "settings-read"_L1;
/// failed; no proxy was given
inline constexpr auto noHost = "no-host"_L1;
/// passed; endpoint, total, where (the setting that it was taken from)
inline constexpr auto settingsChosen = "settings-chosen"_L1;
/// failed; no setting of this computer names a proxy
inline constexpr auto noProxySet = "no-proxy-set"_L1;
/// failed; target: this computer's settings send it past every proxy
inline constexpr auto settingsDirect = "settings-direct"_L1;
/// failed; where: the setting; what it names cannot be read or loaded
inline constexpr auto settingUnusable = "setting-unusable"_L1;
/// failed; no host can be read from what was given
inline constexpr auto unparsable = "unparsable"_L1;
/// failed; the address is that of a PAC file
inline constexpr auto pacUrl = "pac-url"_L1;
/// failed; host
inline constexpr auto noPort = "no-port"_L1;
/// failed; scheme (socks5 ...): of earlier versions, which could not test these
inline constexpr auto schemeNotSupported = "scheme-not-supported"_L1;
/// failed; no address to test was given
inline constexpr auto noTargets = "no-targets"_L1;
/// failed; target: not an http or https URL
inline constexpr auto badTarget = "bad-target"_L1;

// resolve
/// passed; host is an address already
inline constexpr auto nameIsAddress = "name-is-address"_L1;
/// passed; host, count (addresses)
inline constexpr auto nameResolved = "name-resolved"_L1;
/// failed; host, detail
inline constexpr auto nameNotFound = "name-not-found"_L1;
/// failed; host, detail: the resolver gave no answer
inline constexpr auto nameNoAnswer = "name-no-answer"_L1;
/// failed; host, detail
inline constexpr auto nameNoNetwork = "name-no-network"_L1;
/// failed; host, seconds
inline constexpr auto nameTimedOut = "name-timed-out"_L1;

// connect
/// passed; address, port, localAddress, localPort, milliseconds
inline constexpr auto connected = "connected"_L1;
/// failed; host, port, count; every address refused
inline constexpr auto connectRefused = "connect-refused"_L1;
/// failed; host, port, count, seconds
inline constexpr auto connectTimedOut = "connect-timed-out"_L1;
/// failed; host, port, count, detail
inline constexpr auto connectUnreachable = "connect-unreachable"_L1;
/// failed; host, port, count, detail; addresses differ, or another error
inline constexpr auto connectFailed = "connect-failed"_L1;

// secure
/// skipped; the proxy is spoken to without TLS
inline constexpr auto secureNotUsed = "secure-not-used"_L1;
/// passed; version, cipher, issuer (of the proxy's certificate)
inline constexpr auto secured = "secured"_L1;
/// failed; host, issuer, problems: nobody known vouches for the proxy's certificate
inline constexpr auto tlsUntrusted = "tls-untrusted"_L1;
/// failed; host, issuer, problems: the certificate is for other names
inline constexpr auto tlsNameMismatch = "tls-name-mismatch"_L1;
/// failed; host, issuer, problems: the certificate is too old, or not valid yet
inline constexpr auto tlsExpired = "tls-expired"_L1;
/// failed; host, detail: the proxy wants a certificate of the client's
inline constexpr auto tlsClientCertificateRequired = "tls-client-certificate-required"_L1;
/// failed; host, detail
inline constexpr auto tlsHandshakeFailed = "tls-handshake-failed"_L1;
/// failed; host, detail: the port answered with something else than TLS
inline constexpr auto notTls = "not-tls"_L1;

// challenge
/// passed; schemes (comma list as offered, may be empty)
inline constexpr auto challenged = "challenged"_L1;
/// passed; status (of the first answer)
inline constexpr auto notChallenged = "not-challenged"_L1;
/// warning; target, end, detail: of the request that got no answer
inline constexpr auto partlyAnswered = "partly-answered"_L1;
/// failed; end, detail, seconds: no answer to any request
inline constexpr auto noReply = "no-reply"_L1;
/// failed; detail: what came is not HTTP, or cannot be read
inline constexpr auto notHttp = "not-http"_L1;

/// passed; the SOCKS server wants a user name and a password
inline constexpr auto socksSignInAsked = "socks-sign-in-asked"_L1;
/// passed; the SOCKS server wants no sign-in
inline constexpr auto socksNoSignIn = "socks-no-sign-in"_L1;
/// passed; SOCKS4 asks nothing, and the server answers in it
inline constexpr auto socks4Answered = "socks4-answered"_L1;
/// failed; method (the octet it chose): none that this program can do
inline constexpr auto socksMethodRefused = "socks-method-refused"_L1;
/// failed; detail: what came is not SOCKS
inline constexpr auto notSocks = "not-socks"_L1;

// sign-in
/// skipped; the proxy did not ask
inline constexpr auto notAsked = "not-asked"_L1;
/// passed; scheme, user
inline constexpr auto signedIn = "signed-in"_L1;
/// warning; scheme, user, target: refused for this one only
inline constexpr auto signedInPartly = "signed-in-partly"_L1;
/// failed; scheme, user, status (407 or 401)
inline constexpr auto rejected = "rejected"_L1;
/// failed; end, detail: no reply to the signed request
inline constexpr auto answerUnanswered = "answer-unanswered"_L1;
/// failed; schemes
inline constexpr auto noCredentials = "no-credentials"_L1;
/// failed; missing (user or password)
inline constexpr auto incomplete = "incomplete"_L1;
/// failed; schemes: none that this program knows or was allowed to use
inline constexpr auto schemeUnknown = "scheme-unknown"_L1;
/// failed; a 407 without Proxy-Authenticate
inline constexpr auto challengeMissing = "challenge-missing"_L1;
/// failed; schemes: a challenge that cannot be answered as it stands
inline constexpr auto challengeMalformed = "challenge-malformed"_L1;
/// failed; limit: nothing more may be tried with this password
inline constexpr auto attemptLimit = "attempt-limit"_L1;
/// failed; RFC 7617 section 2 forbids it
inline constexpr auto colonInUserName = "auth.colon-in-user-name"_L1;
/// failed; field (user, domain or password)
inline constexpr auto controlCharacter = "auth.control-character"_L1;
/// failed; schemes: Digest, and no algorithm of it that this program can do
inline constexpr auto digestAlgorithm = "digest.algorithm-unsupported"_L1;
/// failed; schemes: Digest, and no quality of protection (qop) that this program can do
inline constexpr auto digestQop = "digest.qop-unsupported"_L1;
/// failed; scheme, target: the proxy called also its new nonce stale
inline constexpr auto nonceStale = "nonce-stale"_L1;
/// failed; scheme: the proxy did not go on after the first message of a sign-in in several
inline constexpr auto firstMessageRefused = "first-message-refused"_L1;
/// failed; scheme: the connection ended between two messages of one sign-in
inline constexpr auto connectionNotKept = "connection-not-kept"_L1;
/// failed; scheme: the proxy asked for ever more messages
inline constexpr auto tooManyLegs = "too-many-legs"_L1;
/// failed; scheme, target: the proxy's NTLM challenge cannot be read, so it was not answered
inline constexpr auto ntlmMalformed = "ntlm.challenge-malformed"_L1;
/// failed; scheme, target: a token of another scheme came under the name of NTLM
inline constexpr auto ntlmLabel = "ntlm.label-mismatch"_L1;
/// failed; scheme, target: the proxy can do only version 1 of NTLM, which is not switched on
inline constexpr auto ntlmVersion1Demanded = "ntlm.version-1-demanded"_L1;
/// failed; scheme, target: there is no ticket for the proxy, and none can be had
inline constexpr auto kerberosNoTicket = "kerberos.no-ticket"_L1;
/// failed; scheme, target: the ticket of this computer has ended
inline constexpr auto kerberosTicketExpired = "kerberos.ticket-expired"_L1;
/// failed; scheme, target: the proxy is given as an address
inline constexpr auto kerberosByAddress = "kerberos.proxy-named-by-address"_L1;
/// failed; scheme, target: the KDC does not know the proxy
inline constexpr auto kerberosServiceUnknown = "kerberos.service-unknown"_L1;
/// failed; scheme, target: the clocks differ too much
inline constexpr auto kerberosClockSkew = "kerberos.clock-skew"_L1;
/// failed; scheme, target: no KDC answers
inline constexpr auto kerberosKdcUnreachable = "kerberos.kdc-unreachable"_L1;
/// failed; scheme, target: this program has no Kerberos
inline constexpr auto kerberosUnavailable = "kerberos.unavailable"_L1;
/// failed; scheme, target: the KDC refused the typed password, or the account
inline constexpr auto kerberosPasswordRefused = "kerberos.password-refused"_L1;
/// failed; scheme, target: the proxy refused the ticket in a token of its own
inline constexpr auto kerberosTicketRejected = "kerberos.ticket-rejected"_L1;
/// failed; scheme, target: the proxy went on with something that is no token
inline constexpr auto negotiateUnreadable = "negotiate.token-unreadable"_L1;
/// failed; schemes: only a weaker scheme than the refused one is offered
inline constexpr auto notWeaker = "not-weaker"_L1;

/// failed; field (user or password): SOCKS has no place for one without a character
inline constexpr auto socksCredentialEmpty = "socks.credential-empty"_L1;
/// failed; field (user or password): longer than the 255 octets SOCKS has a place for
inline constexpr auto socksCredentialTooLong = "socks.credential-too-long"_L1;

// tunnel
/// skipped; no https target
inline constexpr auto noTunnelNeeded = "no-tunnel-needed"_L1;
/// passed; count
inline constexpr auto tunnelUp = "tunnel-up"_L1;
/// failed or warning; target, status
inline constexpr auto tunnelRefused = "tunnel-refused"_L1;
/// failed or warning; target, end, detail
inline constexpr auto tunnelNoAnswer = "tunnel-no-answer"_L1;
/// failed or warning; target, end, detail: after the 2xx, before the target's TLS
inline constexpr auto tunnelBroken = "tunnel-broken"_L1;
/// failed or warning; target, problems: the target's certificate
inline constexpr auto tunnelUntrusted = "tunnel-untrusted"_L1;

/// failed or warning; target, reply (the code): the SOCKS server did not make the connection
inline constexpr auto socksRefused = "socks-refused"_L1;
/// failed or warning; target: its address cannot be put into a SOCKS request
inline constexpr auto socksAddressUnsupported = "socks-address-unsupported"_L1;

// target
/// passed; count, status (of the last)
inline constexpr auto targetsAnswered = "targets-answered"_L1;
/// failed or warning; target, status, count (with errors), total
inline constexpr auto targetError = "target-error"_L1;
/// failed or warning; target, end, detail, count, total
inline constexpr auto targetNoAnswer = "target-no-answer"_L1;

// tunnel and target: a target of its own fate
/// failed or warning; target: challenged though others were not, and it cannot be answered
inline constexpr auto challengedLate = "challenged-late"_L1;
/// failed or warning; target: left untried, the attempt limit is reached
inline constexpr auto notTriedLimit = "not-tried-limit"_L1;

// second-opinion
/// skipped
inline constexpr auto notOffered = "not-offered"_L1;

// any stage
/// not tested; stage: the one that failed
inline constexpr auto earlierFailed = "earlier-failed"_L1;
/// not tested; the run was stopped
inline constexpr auto cancelled = "cancelled"_L1;

} // namespace pt::stagecode
