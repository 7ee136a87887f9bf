// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"origin.sign-in-required",
     QT_TRANSLATE_NOOP("CauseWording",
       "The website itself wants a sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is fine; the website behind it asks for a sign-in of its own."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer 401 comes from the website. It has nothing to do with the proxy's password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Sign in to the website with the account for it."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Sign in to the website with the account for that website, not the one for the proxy."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy passed the request on; the 401 below was made by the website. Nothing to do on "
       "the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused the sign-in: it passed the request on."),
     "credentials.rejected"},
    {"origin.refused",
     QT_TRANSLATE_NOOP("CauseWording",
       "The website itself refuses the request"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is fine; the website behind it refuses the request."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The refusal (such as 403, 429 or 451) comes from the website. Many websites refuse "
       "automatic programs, or too many requests."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Open the website in a browser to compare."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Try the website in a browser through the same proxy."),
          nullptr, false},
         {Actor::SiteOwner, QT_TRANSLATE_NOOP("CauseWording",
           "Ask the website's owner why requests from the proxy's address are refused."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy passed the request on; the refusal below was made by the website. Many "
       "websites refuse by the proxy's outer address, so please check whether that address "
       "stands on a block list."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy blocks the website or refused the sign-in: it passed the "
       "request on."),
     "credentials.rejected"},
    {"origin.not-found",
     QT_TRANSLATE_NOOP("CauseWording",
       "The page does not exist on the website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is fine; the website was reached and has no such page."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The website answered 404 or 410: reached, but there is nothing at this address."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the address of the page."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Check the address of the page for typing errors."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy passed the request on; the website has nothing at this address. Nothing to do "
       "on the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy blocks the website or refused the sign-in: it passed the "
       "request on."),
     "credentials.rejected"},
    {"origin.server-error",
     QT_TRANSLATE_NOOP("CauseWording",
       "The website has a fault of its own"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is fine; the website behind it failed with an error of its own."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer (5xx) comes from the website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Try again later, or tell the website's owner."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Try again after some minutes."),
          nullptr, false},
         {Actor::SiteOwner, QT_TRANSLATE_NOOP("CauseWording",
           "Look into the website's log at the given time."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy passed the request on; the error below was made by the website. Nothing to do "
       "on the proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy failed or refused the sign-in: it passed the request on."),
     "credentials.rejected proxy.internal-error"},
    {"origin.sends-407",
     QT_TRANSLATE_NOOP("CauseWording",
       "The website sends an answer that only a proxy may send"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The website, or a gateway in front of it, asks for a proxy sign-in, which only a proxy "
       "should do."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A 407 came from the website's side. The proxy's password must not be sent there."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Tell the website's owner."),
     {
         {Actor::SiteOwner, QT_TRANSLATE_NOOP("CauseWording",
           "Answer 401 in place of 407, or correct the gateway in front of the website."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A 407 came after the proxy had accepted the sign-in, and it is not in the proxy's voice: "
       "by all signs the website or a gateway before it made it. Please tell its owner, with the "
       "answer below."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused your sign-in: the question comes from behind it."),
     "credentials.rejected"},
    {"tls.target-intercepted",
     QT_TRANSLATE_NOOP("CauseWording",
       "Encrypted connections are opened on the way"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy or a security program reads along in encrypted connections, with a certificate "
       "of its own in place of the website's."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The certificate in the tunnel carries the name of an inspecting proxy or security "
       "program as its issuer. Companies do this to look for malware. A program must trust that "
       "authority, or it refuses the website."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Have the company's authority certificate installed in the failing program."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Install the company's CA certificate in the program that fails; some programs keep "
           "their own list."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Exempt this website from inspection if it cannot work with it."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The certificate shown for the target below was issued by an inspecting proxy or security "
       "program. Please check that clients get its authority's certificate, or exempt targets "
       "that cannot work with it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean an attack: companies often do this on purpose."),
     ""},
    {"tls.target-failed",
     QT_TRANSLATE_NOOP("CauseWording",
       "No trusted encrypted connection to the website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is fine and opened the tunnel; the encrypted connection to the website itself "
       "failed."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Tunnel and sign-in work. The TLS handshake with the website, or the check of its "
       "certificate, failed."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Look at the certificate that the website showed."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Compare the certificate with the one seen without the proxy; install the company's "
           "CA certificate if the proxy inspects connections."),
          nullptr, false},
         {Actor::SiteOwner, QT_TRANSLATE_NOOP("CauseWording",
           "Renew or correct the website's certificate."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy opened the tunnel; the TLS handshake with the target, or the check of its "
       "certificate, failed on the client. Please check whether the proxy inspects this target, "
       "and compare the certificate below with the one seen outside."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy refused the sign-in: it had opened the tunnel."),
     "credentials.rejected"},
};

} // namespace

std::span<const CauseLines> originCauses()
{
    return lines;
}

} // namespace pt
