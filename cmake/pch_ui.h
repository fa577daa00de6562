// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every file of ui includes; changes here rebuild everything.
#pragma once

#include "cmake/pch_core.h"

#include <QtWidgets>
