// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"scheme.challenge-missing",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for a sign-in but does not say how"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants a sign-in but does not tell programs how to sign in; the website was not "
       "contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An answer 407 must carry a Proxy-Authenticate field that names the sign-in methods (RFC "
       "9110 section 11.7.1). This one has none, so a program cannot know what to send. "
       "Sometimes another proxy in between has removed it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must let it send Proxy-Authenticate with every 407."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Send at least one Proxy-Authenticate field with every 407, also through proxies in "
           "between."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy answers 407 without a Proxy-Authenticate field (RFC 9110 section 11.7.1). "
            "Please see the attached exchange."), true},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Until then, a program that sends the sign-in without being asked, such as curl with "
           "--proxy-basic, may pass."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The 407 below has no Proxy-Authenticate field, which RFC 9110 section 11.7.1 demands. "
       "Please compare the answer on the proxy itself with the one that reaches the client: a "
       "second proxy or filter in between may remove the field."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: the proxy does not say how one could be sent."),
     "credentials.rejected origin.refused"},
    {"scheme.challenge-malformed",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's request for a sign-in cannot be read"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for a sign-in in a form that programs may be unable to read; at that "
       "point the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The Proxy-Authenticate field is there, but no usable sign-in method can be read from it, "
       "or a part that it must have is missing (the realm, which names what the sign-in is for, "
       "or the nonce, a one-time value)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must correct the Proxy-Authenticate field."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Correct the challenge so that it follows RFC 9110 section 11."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy's Proxy-Authenticate field cannot be read. The exact bytes are in the "
            "attached exchange."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A challenge in the answer below cannot be read or lacks a part that it must have. Please "
       "compare it with RFC 9110 section 11 (and RFC 7616 or 7617 for Digest or Basic); the "
       "exact bytes are marked in the recording."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the website blocks anything: this answer was made before the "
       "website was asked."),
     "origin.refused"},
    {"scheme.unknown",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy offers only sign-in methods unknown here"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy offers only sign-in methods that common programs do not know; the website was "
       "not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "None of the methods Basic, Digest, NTLM and Negotiate is among those that the proxy "
       "names."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy which programs can sign in to it."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a method that common programs know, such as Basic over a TLS connection, or "
           "Negotiate."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask whether the provider has a program of its own that signs in."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy offers only the methods below, and none of them is Basic, Digest, NTLM or "
       "Negotiate. Please say which clients can do them, or offer a common one as well."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: none was sent."),
     "credentials.rejected origin.refused"},
    {"scheme.none-usable",
     QT_TRANSLATE_NOOP("CauseWording",
       "None of the proxy's sign-in methods can be used here"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy offers only sign-in methods that cannot be used with what is at hand; the "
       "website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy names methods that are known, but this program, or what was entered, cannot "
       "serve any of them."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy for a method that the program at hand can do."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Use a program that can do one of the offered methods."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a further method, or name a helper program that signs in for others."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The methods that the proxy offers cannot be served by this client as it is set up. "
       "Please say which method is meant for clients of this kind."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: none was sent."),
     "credentials.rejected origin.refused"},
    {"scheme.proxy-answers-401",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy speaks like a website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for its sign-in in the way websites do, so programs believe that the "
       "website asks."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A proxy must ask with 407 and Proxy-Authenticate. This one answers 401 with "
       "WWW-Authenticate, which is for websites. Programs then ask for the website's password, "
       "or give up."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the sign-in for the proxy, not for the website."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Treat this 401 as coming from the proxy: check the user name and password for the "
           "proxy."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Let the proxy answer 407 with Proxy-Authenticate (with HAProxy: option "
           "http-use-proxy-header; with tinyproxy: a release later than 1.11.2)."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy answers 401 with WWW-Authenticate where 407 with Proxy-Authenticate is "
            "needed (RFC 9110 section 15.5.8)."), true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answers 401 with WWW-Authenticate, which belongs to websites; a proxy has to "
       "answer 407 with Proxy-Authenticate (RFC 9110 sections 15.5.2 and 15.5.8). Please correct "
       "the answer below at its source."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the website wants a password, although programs take it so."),
     "origin.sign-in-required origin.refused"},
    {"scheme.basic-in-clear",
     QT_TRANSLATE_NOOP("CauseWording",
       "The password travels unencrypted to the proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Everybody on the way to the proxy can read your password, because the connection to the "
       "proxy is not encrypted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Basic sign-in is only an encoding, not an encryption. Over an http connection to the "
       "proxy the password can be read by whoever sees the traffic."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask whether the proxy can be reached over https or offers a safer sign-in method."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer the proxy over TLS (an https proxy address), or a method that does not send "
           "the password, such as Negotiate."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Do not use this password anywhere else."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Basic credentials travel, or would travel, to the proxy without TLS. Please offer a TLS "
       "port for the proxy, or a method that does not send the password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the sign-in failed or that somebody did listen: it could be read, "
       "even where everything works."),
     ""},
    {"scheme.differs-by-method",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks differently for http and https websites"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asks for different sign-ins for http and for https websites, so a program can "
       "work with one and fail with the other."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A plain request and the request to open a tunnel (CONNECT, used for https) were answered "
       "with different sign-in methods."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy to use the same methods for both."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Use the same sign-in rules for CONNECT and for plain requests."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A plain request and CONNECT get different challenges from the proxy. Please check "
       "whether its rules for CONNECT are meant to differ; clients that can do only one of the "
       "methods fail for one kind of website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not say whether the password is right."),
     ""},
};

} // namespace

std::span<const CauseLines> schemeCauses()
{
    return lines;
}

} // namespace pt
