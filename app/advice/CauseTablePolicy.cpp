// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"policy.forbidden",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not allow this website"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy blocks this website by its rules; your password is not the reason."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The refusal comes from the proxy's rules for websites, users or times, not from the "
       "password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Ask for this website to be allowed, if it is needed for work."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Ask for access, with the address of the website and the reason."),
          QT_TRANSLATE_NOOP("CauseWording",
            "Please allow this website in the proxy, or tell me why it is blocked."), true},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Check which rule refuses this target for this user."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "A rule of the proxy refuses the target below for this user or source. Please look up "
       "which rule and category, at this time and source port."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong, and it is not the website that refuses."),
     "credentials.rejected"},
    {"policy.address-not-allowed",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy seems not to serve this computer"),
     QT_TRANSLATE_NOOP("CauseWording",
       "By its answer, the proxy does not serve this computer's address, whatever the password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Some proxies serve only the addresses on a list. This one refused with a word about the "
       "address, or refused everything without asking for a sign-in."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Have this computer's address added to the proxy's list."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Connect to the company's network or VPN, so that another address is used."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Add the address that the proxy sees to the list of allowed addresses."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses this client, by all signs because of its source address. Please look "
       "up the address that the proxy saw at this time and, if it is meant to work, add it to "
       "the allow-list."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong, and it is not the website that refuses."),
     "credentials.rejected origin.refused"},
    {"policy.account-or-quota",
     QT_TRANSLATE_NOOP("CauseWording",
       "Plan or state of the account do not allow it"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy refuses the account because of its plan, traffic or verification, not because "
       "of the password."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer carries a provider's code or words about the plan, traffic, number of "
       "connections or verification."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Look into the account at the provider."),
     {
         {Actor::Provider, QT_TRANSLATE_NOOP("CauseWording",
           "Check plan, traffic and state of the account at the provider."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The provider's answer below names the plan, traffic, number of connections or "
       "verification of the account. Please check the account at the provider with the code "
       "shown."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong, and it is not the website that refuses."),
     "credentials.rejected origin.refused"},
    {"policy.portal",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy wants a sign-in in the browser"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy sends you to a sign-in page for browsers, which other programs cannot use."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer is a redirect to a login or consent page. Once somebody has signed in there "
       "with a browser, the proxy may know this computer for some time."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Open a browser through this proxy and sign in there."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Open any website in a browser that uses this proxy, and sign in."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a sign-in that programs without a browser can do, or exempt them."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy redirects this client to a sign-in or consent page, which only browsers can "
       "use. Please say how programs without a browser are to sign in (for instance Kerberos, or "
       "an exemption for their targets)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the password is wrong, and it is not the website that redirects."),
     "credentials.rejected origin.refused"},
};

} // namespace

std::span<const CauseLines> policyCauses()
{
    return lines;
}

} // namespace pt
