// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"socks.credentials-rejected",
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS proxy did not accept the sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Your sign-in was not accepted by the SOCKS proxy (the password, or the state of the "
       "account); the website was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's reply to the user name and password was a refusal (RFC 1929). Either the "
       "password is not the right one, or the account cannot be used at present; the reply is "
       "the same."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the password by hand once, then ask whether the account may use this proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Type the password by hand once more, with a look at Caps Lock and the keyboard "
           "layout. Do not try many times: accounts are often locked after a few wrong passwords."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Look up whether the account exists, is locked or expired, and may use this proxy."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Look into the proxy's log for the reason."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS server refused user name and password (RFC 1929). Please look up at this time "
       "and source port which check failed: unknown user, wrong password, account locked or not "
       "allowed."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It is not a block by the website: the website was not contacted."),
     "origin.refused socks.request-refused"},
    {"socks.method-refused",
     QT_TRANSLATE_NOOP("CauseWording",
       "No agreement with the SOCKS proxy on how to sign in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS proxy accepts none of the ways of signing in that were offered; the website "
       "was not contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "With SOCKS, program and proxy first agree on the version and on a way of signing in (RFC "
       "1928)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy which way of signing in it accepts."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Compare the version of SOCKS in the settings, 4 or 5, with the instructions."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Say which methods the proxy accepts."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Client and SOCKS server do not agree on version or method. Please say which version (4 "
       "or 5) and which methods (none, user name and password, GSSAPI) the server takes from "
       "this source."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: none was sent."),
     "socks.credentials-rejected origin.refused"},
    {"socks.credentials-unsendable",
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in does not fit into SOCKS"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The user name or the password cannot be sent to a SOCKS proxy; the website was not "
       "contacted."),
     QT_TRANSLATE_NOOP("CauseWording",
       "In a SOCKS sign-in (RFC 1929) user name and password have 1 to 255 bytes each. Nothing "
       "was sent."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check user name and password, and ask for a shorter one where it is right."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check that nothing else was pasted with it."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Give out a user name and a password of 1 to 255 bytes each."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: user name or password do not fit into a SOCKS sign-in "
       "(1 to 255 bytes each, RFC 1929), so none was sent. Please give out ones that do."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong: it was not sent."),
     "socks.credentials-rejected origin.refused"},
    {"socks.password-in-clear",
     QT_TRANSLATE_NOOP("CauseWording",
       "The password travels unencrypted to the SOCKS proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Everybody on the way to the proxy can read your password, because SOCKS does not encrypt "
       "it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The sign-in of SOCKS with user name and password (RFC 1929) sends both as they are."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask whether the proxy can be reached in a safer way."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer an HTTP proxy over TLS, or a tunnel that encrypts the way to the SOCKS proxy."),
          nullptr, false},
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Do not use this password anywhere else."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "User name and password travel to the SOCKS server unencrypted (RFC 1929). Please offer a "
       "way that protects them: an HTTP proxy over TLS, or a tunnel (VPN, SSH, stunnel)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the sign-in failed or that somebody did listen: it could be read, "
       "even where everything works."),
     ""},
    {"socks.request-refused",
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS proxy did not connect to the website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS proxy did not make the connection to this website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answers each request for a connection with a code (RFC 1928), and this one "
       "does not mean \"connected\"."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask the people who run the proxy why it did not make the connection to this website."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check rules and log of the proxy for this target."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The SOCKS server did not make the connection below and gave the reply code shown. Please "
       "look up the rule or the error at this time and source port."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It is not a refusal of the password and not a block by the website: the proxy itself "
       "says no."),
     "socks.credentials-rejected origin.refused"},
};

} // namespace

std::span<const CauseLines> socksCauses()
{
    return lines;
}

} // namespace pt
