// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"healthy.signed-in",
     QT_TRANSLATE_NOOP("CauseWording",
       "Everything works"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asked for a sign-in, accepted yours and let the request pass."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The whole way was tested: the proxy asked for a sign-in, accepted the one given, and "
       "passed on every request of this test."),
     QT_TRANSLATE_NOOP("CauseWording",
       "If a program still fails, compare its own proxy settings with the ones used here."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Put the same proxy address, user name and password into the program that fails; many "
           "programs keep their own copy."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "If it still fails, capture what that program sends and receives, and analyse it here."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy asked for a sign-in, accepted it and let the requests pass. Nothing needs to "
       "be done on the proxy; the facts below show which connection this was."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that every program works: each one keeps its own proxy settings."),
     "credentials.rejected network.no-reply"},
    {"healthy.no-sign-in-asked",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy works and asked for no sign-in"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy let the request pass and did not ask who you are."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy let every request of this test pass without asking for a sign-in: either it is "
       "open, or this computer's address is on its list of allowed addresses. A user name or "
       "password, if one was given, was not tested by this."),
     QT_TRANSLATE_NOOP("CauseWording",
       "To test the password, use a website for which the proxy does ask for a sign-in."),
     {
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Leave the user name and password out of the failing program's proxy settings, or "
           "keep them: this proxy does not ask for them from here."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Repeat the test on the caller's own network: another address may be asked for a "
           "sign-in."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy let the requests below pass without a 407. Please check whether that is meant "
       "for this source address (allow-list, sign-in remembered for the address, open proxy)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the user name and password are right: they were not asked for."),
     "credentials.rejected credentials.missing"},
};

} // namespace

std::span<const CauseLines> healthyCauses()
{
    return lines;
}

} // namespace pt
