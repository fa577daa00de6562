# What the program was asked to do, without a window or a socket: its own library, so that tests reach it.
socketscope_library(app_commandline
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/commandline.cpp ${CMAKE_CURRENT_LIST_DIR}/headerargument.cpp
            ${CMAKE_CURRENT_LIST_DIR}/options.cpp ${CMAKE_CURRENT_LIST_DIR}/optionvalues.cpp
            ${CMAKE_CURRENT_LIST_DIR}/secretvalue.cpp ${CMAKE_CURRENT_LIST_DIR}/usage.cpp
    PUBLIC core_settings core_base Qt6::Core
    PRIVATE ui_text)
